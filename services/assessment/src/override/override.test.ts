import type { OverrideEvent } from '@proficio/events';
import { ADA, BOB, given, uuid } from '@proficio/tests';
import { published } from '../publication/published.js';
import type { OverrideCommand } from './commands.js';
import { override } from './override.js';

type Data = Extract<OverrideCommand, { type: 'OverrideLevel' }>['data'];

const at = { override: uuid(1), learner: ADA, framework: 'f', domain: null, skill: 's' };
const REASON = 'Shown at work';
const PUBLISHED = published(
  [{ framework: 'f', version: 2, levels: 3, domains: ['d'] }],
  ['s', 't'].map((skill) => ({ framework: 'f', skill, version: skill === 's' ? 2 : 1, domain: 'd', wholes: [] })),
);
const overriding = (change: Partial<Data> = {}, known = true) =>
  ({
    type: 'OverrideLevel',
    data: { ...at, level: 2, reason: REASON, ...change },
    found: { known, published: PUBLISHED },
  }) as const;
const revoking = { type: 'RevokeOverride', data: at } as const;
const byBob = { actor: BOB };
const set: OverrideEvent = {
  type: 'LevelOverridden',
  data: { ...at, level: 2, reason: { subject: ADA, sealed: 'x' } },
};
const revoked: OverrideEvent = { type: 'OverrideRevoked', data: at };

describe('an override', () => {
  test('sets the level of a skill, with its reason', () =>
    given(override)
      .when(overriding(), byBob)
      .then({ type: 'LevelOverridden', data: { ...at, level: 2, reason: REASON } }));
  test('or of a domain; to nothing as well as to the top', () => {
    for (const level of [0, 3]) {
      const data = { domain: 'd', skill: null, level };
      given(override)
        .when(overriding(data), byBob)
        .then({ type: 'LevelOverridden', data: { ...at, ...data, reason: REASON } });
    }
  });
  test('replaces the one before it, even at the same level: the reason may be another', () =>
    given(override, set)
      .when(overriding(), byBob)
      .then({ type: 'LevelOverridden', data: { ...at, level: 2, reason: REASON } }));
  test('may be set again once revoked', () =>
    given(override, set, revoked)
      .when(overriding({ level: 1 }), byBob)
      .then({ type: 'LevelOverridden', data: { ...at, level: 1, reason: REASON } }));
  test('of oneself is refused', () => given(override).when(overriding()).rejects('OVERRIDE_OF_ONESELF', 'learner'));
  test('of somebody unknown is refused', () =>
    given(override).when(overriding({}, false), byBob).rejects('LEARNER_UNKNOWN', 'learner'));
  test('names every fault', () => {
    const faults = (change: Partial<Data>, ...fields: readonly string[]) =>
      given(override)
        .when(overriding(change), byBob)
        .rejects('OVERRIDE_INVALID', ...fields);
    faults({ framework: 'g' }, 'framework');
    faults({ skill: 'nothing', level: 4 }, 'skill', 'level');
    faults({ skill: null, domain: 'nothing' }, 'domain');
    faults({ skill: 't' }, 'skill');
  });
});

describe('revoking', () => {
  test('takes back what is set, whatever the framework has become', () =>
    given(override, set).when(revoking, byBob).then(revoked));
  test('what is not set, or no longer, is refused', () => {
    given(override).when(revoking, byBob).rejects('OVERRIDE_NOT_SET', 'skill');
    given(override, set, revoked).when(revoking, byBob).rejects('OVERRIDE_NOT_SET', 'skill');
    const data = { ...at, skill: null, domain: 'd' };
    given(override).when({ type: 'RevokeOverride', data }, byBob).rejects('OVERRIDE_NOT_SET', 'domain');
  });
});
