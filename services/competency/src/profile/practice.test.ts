import fc from 'fast-check';
import { Practice } from './practice.js';

const histories = fc.array(fc.record({ item: fc.string({ unit: 'binary' }), outcome: fc.double({ noNaN: true }) }));

const practised = (
  practice: Practice,
  { item, outcome }: { readonly item: string; readonly outcome: number },
): void => {
  const { row, from } = practice.historyOf(item);
  row[from] = outcome;
};

test('what was done on an item is found again, bit by bit, whatever the others are called', () =>
  fc.assert(
    fc.property(histories, (done) => {
      const practice = new Practice();
      for (const one of done) practised(practice, one);
      const kept = new Practice(practice.laid());
      for (const [item, outcome] of new Map(done.map((one) => [one.item, one.outcome]))) {
        const { row, from } = kept.historyOf(item);
        expect(row.slice(from)).toStrictEqual([outcome, 0, 0, 0]);
      }
    }),
  ));

test('it lies the same however often it was laid on the way', () =>
  fc.assert(
    fc.property(histories, fc.array(fc.constantFrom('kept', 'laid', 'read')), (done, meanwhile) => {
      const atOnce = new Practice();
      let oftener = new Practice();
      done.forEach((one, index) => {
        practised(atOnce, one);
        practised(oftener, one);
        const lines = meanwhile[index] === 'kept' ? '' : oftener.laid();
        if (meanwhile[index] === 'read') oftener = new Practice(lines);
      });
      expect(oftener.laid()).toBe(atOnce.laid());
    }),
  ));

test('an item whose name begins another one’s is another item', () => {
  const practice = new Practice();
  practised(practice, { item: 'exam', outcome: 1 });
  practised(practice, { item: 'exam-2', outcome: 0.5 });
  const kept = new Practice(practice.laid());
  expect(kept.historyOf('exam').row).toEqual([1, 0, 0, 0]);
  expect(kept.historyOf('exam-2').row).toEqual([0.5, 0, 0, 0]);
  expect(kept.historyOf('2').row).toEqual([0, 0, 0, 0]);
});
