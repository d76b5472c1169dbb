import { registerEnumType } from 'type-graphql';

/** What a caller may do within their tenant; the table of who may do what stands in the domain's documentation. */
export enum Role {
  LEARNER = 'LEARNER',
  ASSESSOR = 'ASSESSOR',
  CURATOR = 'CURATOR',
  ANALYST = 'ANALYST',
  ADMINISTRATOR = 'ADMINISTRATOR',
}
registerEnumType(Role, { name: 'Role' });

/** Who asks, as their verified token says. */
export interface Caller {
  readonly tenant: string;
  /** Pseudonymous id of issuer and subject; a learner's own id. */
  readonly actor: string;
  readonly role: Role;
}
