import { readPolicy } from './catalogue.js';

test('a policy is read as every number names it', () => {
  const policy = { id: 'canvas/n-mastery', version: 1, parameters: { n: 3, mastery: 0.5 } };
  expect(readPolicy('canvas/n-mastery@1 {n: 3, mastery: 0.5}')).toEqual(policy);
  expect(readPolicy(' canvas/n-mastery@1{n:3,mastery:0.5} ')).toEqual(policy);
  expect(readPolicy('canvas/n-mastery@1')).toEqual({ ...policy, parameters: {} });
});

test('a parameter that is told twice is refused: neither of the two is what was meant', () =>
  expect(() => readPolicy('canvas/n-mastery@1 {n: 3, n: 4}')).toThrow(
    expect.objectContaining({ code: 'POLICY_INVALID', faults: [{ field: 'n', reason: 'is told twice' }] }),
  ));
