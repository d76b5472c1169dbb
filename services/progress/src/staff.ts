import { Role, type Caller } from '@proficio/graph';

const STAFF: readonly Role[] = [Role.ASSESSOR, Role.ADMINISTRATOR];

/** Who registers, names and enrols others; everyone else acts for themselves alone. */
export const isStaff = ({ role }: Caller): boolean => STAFF.includes(role);
