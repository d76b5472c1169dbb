import { NOT_FOUND } from './failure.js';
import { Directive } from 'type-graphql';
import type { Caller } from './caller.js';
import { Role } from './role.js';

/** The directive as every subgraph declares and composes it; gateway and subgraphs both enforce it. */
export const ACCESS_SDL = `
  directive @access(roles: [Role!]!) on FIELD_DEFINITION | OBJECT
  enum Role { ${Object.values(Role).join(' ')} }`;

/** Who may ask for this field, or for this type through a reference. Fields without it are open to every role. */
export const Access = (...roles: readonly Role[]) => Directive(`@access(roles: [${roles.join(', ')}])`);

const SEERS: readonly Role[] = [Role.ASSESSOR, Role.ANALYST, Role.ADMINISTRATOR];

/** Learners and curators see themselves only; to them another learner does not exist. */
export const maySee = ({ role, actor }: Caller, learner: string): boolean => actor === learner || SEERS.includes(role);

/** @throws GraphQLError NOT_FOUND where the caller may not know of the learner */
export const mustSee = (caller: Caller, learner: string): void => {
  if (!maySee(caller, learner)) throw NOT_FOUND('learner');
};
