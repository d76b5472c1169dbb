import { registerEnumType } from 'type-graphql';
import { Role } from './role.js';

registerEnumType(Role, { name: 'Role' });

/** Who asks, as their verified token says. */
export interface Caller {
  readonly tenant: string;
  /** Pseudonymous id of issuer and subject; a learner's own id. */
  readonly actor: string;
  readonly role: Role;
}
