import type { Context } from '@proficio/graph';
import type { Linked } from './linked.js';
import { published } from './shelf.js';

type Reference = Readonly<Record<string, unknown>>;

/**
 * Answers a reference by `key@version` or `key@version/entry`, with null for what was never published. A version at
 * hand is answered at once: a profile brings forty references to one version.
 */
const reference =
  (pick: (version: Linked, entry: string) => unknown) =>
  ({ id }: Reference, context: Context): unknown => {
    if (typeof id !== 'string') return null;
    const slash = id.indexOf('/');
    const version = published(context, slash < 0 ? id : id.slice(0, slash));
    const answer = (found: Linked | undefined) => (found && pick(found, id.slice(slash + 1))) ?? null;
    return version instanceof Promise ? version.then(answer) : answer(version);
  };

export const references = {
  Framework: reference(({ framework }, entry) => (entry === framework.id ? framework : null)),
  Domain: reference(({ domains }, entry) => domains.get(entry)),
  Skill: reference(({ skills }, entry) => skills.get(entry)),
  Activity: reference(({ activities }, entry) => activities.get(entry)),
  Path: reference(({ paths }, entry) => paths.get(entry)),
  Course: reference(({ courses }, entry) => courses.get(entry)),
};
