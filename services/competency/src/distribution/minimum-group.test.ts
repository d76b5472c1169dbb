import { minimumGroup } from './minimum-group.js';

test('is 5 unless set', () => {
  expect(minimumGroup({})).toBe(5);
  expect(minimumGroup({ PROFICIO_MIN_GROUP: ' ' })).toBe(5);
  expect(minimumGroup({ PROFICIO_MIN_GROUP: '12' })).toBe(12);
});
test.each(['0', '-1', '2.5', 'five', '1e2', '1001'])('is refused as %s', (set) =>
  expect(() => minimumGroup({ PROFICIO_MIN_GROUP: set })).toThrow('PROFICIO_MIN_GROUP'),
);
