import {
  OverrideEvents,
  reject,
  Rejection,
  type DecidedOverrideEvent,
  type Decider,
  type Fault,
  type OverrideEvent,
} from '@proficio/events';
import { skillKey } from '../publication/publication.js';
import type { OverrideCommand } from './commands.js';

type OverrideLevel = Extract<OverrideCommand, { type: 'OverrideLevel' }>;

export type Override = { readonly status: 'none' | 'set' | 'revoked' };

const evolve = (_override: Override, { type }: OverrideEvent): Override => {
  switch (type) {
    case 'LevelOverridden':
      return { status: 'set' };
    case 'OverrideRevoked':
      return { status: 'revoked' };
  }
};

const decide = ({ status }: Override, command: OverrideCommand): readonly DecidedOverrideEvent[] => {
  switch (command.type) {
    case 'OverrideLevel':
      return [set(command)];
    case 'RevokeOverride':
      return status === 'set'
        ? [{ type: 'OverrideRevoked', data: command.data }]
        : reject(
            'OVERRIDE_NOT_SET',
            command.data.skill === null ? 'domain' : 'skill',
            'has no level set by an assessor',
          );
  }
};

/** One that is set already is replaced, even by the same level: its reason is sealed, and so never compared. */
const set = (command: OverrideLevel): DecidedOverrideEvent => {
  const { data, meta, found } = command;
  if (data.learner === meta.actor) reject('OVERRIDE_OF_ONESELF', 'learner', 'must be someone else');
  if (!found.known) reject('LEARNER_UNKNOWN', 'learner', 'is not a learner we know');
  const faults = faultsOf(command);
  if (faults.length > 0) throw new Rejection('OVERRIDE_INVALID', faults);
  return { type: 'LevelOverridden', data };
};

/** By the newest published version: what it does not have, no item can be bound to either. */
const faultsOf = ({ data, found: { published } }: OverrideLevel): readonly Fault[] => {
  const { framework, skill, domain, level } = data;
  const edition = published.editions.get(framework);
  if (!edition) return [{ field: 'framework', reason: `"${framework}" is no published framework` }];
  const faults: Fault[] = [];
  const of = `of ${framework} in version ${edition.version}`;
  if (skill !== null && !published.skills.has(skillKey(framework, skill)))
    faults.push({ field: 'skill', reason: `"${skill}" is no skill ${of}` });
  if (domain !== null && !edition.domains.includes(domain))
    faults.push({ field: 'domain', reason: `"${domain}" is no domain ${of}` });
  if (level > edition.levels) faults.push({ field: 'level', reason: `must be from 0 to ${edition.levels}` });
  return faults;
};

export const override: Decider<Override, OverrideCommand, DecidedOverrideEvent, OverrideEvent> = {
  events: OverrideEvents,
  personal: ['OverrideLevel'],
  initial: { status: 'none' },
  decide,
  evolve,
};
