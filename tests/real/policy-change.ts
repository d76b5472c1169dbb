import { setTimeout as sleep } from 'node:timers/promises';
import type { Headers, Json, Person } from '../e2e/academy.js';

const REST_MS = 50;
const SHOWN = `query ($learner: ID!, $policy: String) { learner(id: $learner) { competency(framework: "oulad", policy: $policy) {
  policy domains { domain { key } score level band evidenceCount skills { skill { key } score level band evidenceCount } }
} } }`;
const MOVES = `query ($id: ID!, $after: String) { replay(id: $id) { moves(first: 100, after: $after) {
  edges { node { learner { id } domain skill from { band } to { band } } } pageInfo { hasNextPage endCursor }
} } }`;
const PLACES = '{ key bands { from { band } to { band } learners } }';
export const FOUND = `progress { learners evidence } difference { learners moved domains ${PLACES} skills ${PLACES} }`;

export const start = async (person: Person, policy: string): Promise<string> =>
  (await person.does('startReplay', '... on ReplaysStarted { replays }', { framework: 'oulad', policy })).replays[0];

/** Gives the position from which on its policy's numbers are shown. */
export const publish = async (person: Person, replay: string): Promise<string> =>
  (await person.does('publishReplay', '... on PolicyInForce { position }', { replay })).position;

/** One profile, whole: under the policy in force, or under another; as it is once the views reached a position. */
export const shownTo = async (
  person: Person,
  learner: string,
  policy: string | null,
  since?: string,
): Promise<Json> => {
  const headers: Headers = since === undefined ? {} : { 'x-proficio-after': since };
  return (await person.ask(SHOWN, { learner, policy }, headers)).data.learner.competency;
};

/** Asks again and again while the work is going on, and gives every answer. */
export const during = async <T, A>(
  work: Promise<T>,
  ask: () => Promise<A>,
): Promise<{ readonly result: T; readonly answers: readonly A[] }> => {
  let isOver = false;
  const over = work.finally(() => (isOver = true));
  const answers: A[] = [];
  while (!isOver) {
    answers.push(await ask());
    await sleep(REST_MS);
  }
  return { result: await over, answers };
};

/** Where one profile has another band than another. */
export const movesBetween = (before: Json, after: Json): readonly string[] => {
  const to = bandsIn(after);
  return [...bandsIn(before)].flatMap(([place, from]) =>
    from === to.get(place) ? [] : [`${place}: ${from} to ${to.get(place)}`],
  );
};

const bandsIn = ({ domains }: Json): ReadonlyMap<string, string> =>
  new Map(
    domains.flatMap(({ domain, band, skills }: Json) => [
      [`domain/${domain.key}`, band],
      ...skills.map((one: Json) => [`skill/${one.skill.key}`, one.band]),
    ]),
  );

/** How many stand in which band before and after, in the words of the computation from the file. */
export const talliesIn = ({ domains, skills }: Json): ReadonlyMap<string, number> => {
  const of = (kind: string, places: readonly Json[]) =>
    places.flatMap(({ key, bands }) =>
      bands.map(({ from, to, learners }: Json) => [`${kind}/${key}: ${from.band} to ${to.band}`, learners]),
    );
  return new Map([...of('domain', domains), ...of('skill', skills)]);
};

/** Every move of a replay, page by page. */
export const movesOf = async (person: Person, id: string): Promise<readonly string[]> => {
  const moves: string[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { edges, pageInfo }: Json = (await person.ask(MOVES, { id, after })).data.replay.moves;
    for (const { node } of edges) {
      const { learner, domain, skill, from, to }: Json = node;
      moves.push(
        `${learner.id} ${domain === null ? `skill/${skill}` : `domain/${domain}`}: ${from.band} to ${to.band}`,
      );
    }
    ({ hasNextPage: more, endCursor: after } = pageInfo);
  }
  return moves;
};
