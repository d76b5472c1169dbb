import fc from 'fast-check';
import { joined, slicesOf, type FrameworkContent } from './framework.js';

const skill = (n: number, bytes: number) => ({
  key: `skill-${n}`,
  title: `Skill ${n}`,
  description: 'x'.repeat(bytes),
  domain: 'one',
  weight: 1,
  contributes: [],
  tags: [],
  relations: [],
  descriptors: [],
});
const content = (sizes: readonly number[]): FrameworkContent => ({
  title: 'Wide',
  description: '',
  priorityRule: 'gap@1',
  levels: [{ key: 'l', title: 'L', cut: null }],
  domains: [{ key: 'one', title: 'One', description: '' }],
  skills: sizes.map((bytes, n) => skill(n, bytes)),
  activities: [],
  paths: [],
  courses: [],
});

test('a version of any size is cut into slices under 1 MiB that join to the same version', () =>
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 900 }), (sizes) => {
      const slices = slicesOf(content(sizes));
      expect(joined(slices)).toEqual(content(sizes));
      for (const slice of slices) expect(Buffer.byteLength(JSON.stringify(slice))).toBeLessThan(1 << 20);
    }),
    { numRuns: 20 },
  ));
