import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { profile } from '@proficio/competency';
import { AttemptEvents, type AttemptEvent, type Recorded } from '@proficio/events';
import { folded } from '../kit/folded.js';
import { recorded } from '../kit/recorded.js';
import type { Bench, Measured } from './measured.js';

const LEARNERS = 500;
/** As many as the sample academy's framework has. */
const SKILLS = 28;
const ITEMS_OF_SKILL = 4;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Answers of one learner to some questions about every skill. */
const answersOf = (n: number): readonly Recorded<AttemptEvent>[] => {
  const learner = n.toString(16).padStart(32, '0');
  return Array.from({ length: SKILLS * ITEMS_OF_SKILL }, (_, index) => {
    const skill = `a-skill-of-usual-length-${index % SKILLS}`;
    const points = (n + index) % 2;
    return recorded<AttemptEvent>(
      [AttemptEvents],
      {
        type: 'AnswerRecorded',
        data: {
          attempt: '00000000-0000-4000-8000-000000000000',
          learner,
          quiz: 'quiz',
          purpose: 'quiz',
          item: `${skill}.${index}`,
          kind: 'scored-item',
          bindings: [{ framework: 'ai-product-manager', skill, share: 1 }],
          weight: 1,
          response: { kind: 'single-choice', choice: 'a' },
          words: null,
          points,
          maximum: 1,
          outcome: points,
          hesitationMs: 1200,
        },
      },
      index,
    );
  });
};

const form = profile.forms?.learner;
if (!form) throw new Error('a learner lies in a form');

/** The text of a learner's document, as the store has it: without evidence and histories, which have documents of their own. */
const textOf = (n: number): string => {
  for (const [name, doc] of folded(profile, answersOf(n), 50))
    if (name.startsWith('learner ')) return JSON.stringify(form.lay(doc as never));
  throw new Error('nothing is known of the learner');
};

/** Bytes that a document takes which a runner has loaded and keeps hot. */
const each = (texts: readonly string[]): number => {
  collect();
  const before = process.memoryUsage().heapUsed;
  const hot = texts.map((text): unknown => form.take(JSON.parse(text) as never));
  collect();
  const grown = process.memoryUsage().heapUsed - before;
  if (hot.length !== texts.length) throw new Error('they must be kept until here');
  return grown / texts.length;
};

const texts = Array.from({ length: LEARNERS }, (_, n) => textOf(n));

export const bench: Bench = {
  runs: 5,
  run: async (): Promise<readonly Measured[]> => [
    {
      figure: `a learner of ${SKILLS} skills, hot`,
      value: each(texts),
      unit: 'bytes',
      reference: texts.reduce((sum, { length }) => sum + length, 0) / texts.length,
      goal: { of: 'value', atMost: 4096 },
    },
  ],
};
