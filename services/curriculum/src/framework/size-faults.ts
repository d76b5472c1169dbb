import { PINNED_BYTES, tooLargeToPin, type Fault, type FrameworkContent } from '@proficio/events';

type Carried = Pick<FrameworkContent, 'activities' | 'paths'>;

/** An enrolment is one event that carries its paths and their activities: what is larger could never be enrolled in. */
export const sizeFaults = (content: FrameworkContent): readonly Fault[] => {
  const bytesWith = weighed(content);
  const fault = (field: string, key: string, paths: readonly string[]): readonly Fault[] => {
    const bytes = bytesWith(paths);
    return bytes > PINNED_BYTES ? [{ field, reason: tooLargeToPin(key, bytes) }] : [];
  };
  return [
    ...content.paths.flatMap(({ key }, index) => fault(`paths.${index}.activities`, key, [key])),
    ...content.courses.flatMap(({ key, paths }, index) => fault(`courses.${index}.paths`, key, paths)),
  ];
};

/** What an enrolment in these paths would carry. Each entry is weighed once, since hundreds of courses may have it. */
const weighed = ({ activities, paths }: Carried): ((keys: readonly string[]) => number) => {
  const ofActivity = new Map(activities.map(({ key, skills, closes }) => [key, bytesOf({ key, skills, closes })]));
  const ofPath = new Map(paths.map(({ title: _, ...pinned }) => [pinned.key, bytesOf(pinned)]));
  const within = new Map(paths.map(({ key, activities }) => [key, activities]));
  return (keys) => {
    const theirs = new Set(keys.flatMap((key) => within.get(key) ?? []));
    return sum([...keys].map((key) => ofPath.get(key) ?? 0)) + sum([...theirs].map((key) => ofActivity.get(key) ?? 0));
  };
};

/** With the comma that parts it from the next. */
const bytesOf = (entry: object): number => Buffer.byteLength(JSON.stringify(entry)) + 1;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
