import type { z } from 'zod';
import { SECRETS } from './fields.js';
import { configured } from './settings.js';
import type { Environment } from './told.js';

/** A setting that is in force; `value` is null where there is none, and tells nothing secret. */
export interface Shown {
  readonly name: string;
  readonly value: string | null;
  readonly from: string;
}

/** @throws ConfigurationError, as `configured` */
export const shownIn = (schema: z.ZodObject, environment: Environment, line: Environment = {}): readonly Shown[] => {
  const { settings, told } = configured(schema, environment, line);
  return Object.entries(schema.shape).map(([name, field]) => {
    const { text, from } = told.get(name) ?? { text: undefined, from: 'default' };
    const value = text ?? (settings[name] === undefined ? null : String(settings[name]));
    return { name, value: value === null ? null : without(field, value), from: value === null ? 'not set' : from };
  });
};

const HIDDEN = '***';

/** Scheme, who comes in, place, and what may tell a secret after it: where an `@` stands in one place alone. */
const CLEAR = /^(\w[\w+.-]*:\/\/)([^@/?#]*@)?([^@?#]*)([?#][^@]*)?$/;

/** Of a URL, who comes in and all its options are left out, and all but its scheme where it is not sure which those are. */
const without = (field: z.core.$ZodType, value: string): string => {
  const secret = SECRETS.get(field);
  if (!secret) return value;
  const [, scheme, who, place, rest] = (secret.hidden === 'credentials' && CLEAR.exec(value)) || [];
  if (scheme !== undefined) return `${scheme}${who ? `${HIDDEN}@` : ''}${place}${rest ? `?${HIDDEN}` : ''}`;
  return secret.hidden === 'all' ? HIDDEN : `${/^\w[\w+.-]*:\/\//.exec(value)?.[0] ?? ''}${HIDDEN}`;
};
