import { ConfigurationError } from '@proficio/infra/configuration-error';
import type { Provider } from '@proficio/infra/identity/config';
import type { z } from 'zod';
import { Settings } from './fields.js';
import { unknownIn } from './partitions.js';
import type { AcademySettings } from './processes.js';
import { toldBy, type Environment, type Told } from './told.js';

export type { Environment } from './told.js';

/** What is in force, and of what was told where. */
export interface Configured<S extends z.ZodObject> {
  readonly settings: z.infer<S>;
  readonly told: ReadonlyMap<string, Told>;
}

/** These go together, or none of them is there. */
const PROVIDER = ['PROFICIO_ISSUER', 'PROFICIO_AUDIENCE', 'PROFICIO_JWKS_URL'] as const;

/** Names of partitions that are none; said only where both settings can be. */
const unknownRuns = (schema: z.ZodObject, told: ReadonlyMap<string, Told>): readonly string[] => {
  const textOf = (name: string) => (name in schema.shape ? told.get(name)?.text : undefined);
  const partitions = Settings.shape.PROFICIO_PARTITIONS.safeParse(textOf('PROFICIO_PARTITIONS'));
  const runs = Settings.shape.PROFICIO_RUNS.safeParse(textOf('PROFICIO_RUNS'));
  return partitions.success && runs.success ? unknownIn(partitions.data, runs.data) : [];
};

/** A service that gave up first would answer nothing to a reader of its own writes; said only where both can be. */
const tooShort = (schema: z.ZodObject, told: ReadonlyMap<string, Told>): boolean => {
  const valueOf = (name: string): unknown => schema.shape[name]?.safeParse(told.get(name)?.text).data;
  const [after, timeout] = [valueOf('PROFICIO_AFTER_MS'), valueOf('PROFICIO_SUBGRAPH_TIMEOUT_MS')];
  return typeof after === 'number' && typeof timeout === 'number' && timeout <= after;
};

/** @throws ConfigurationError that lists every fault, one a line, and no value */
export const configured = <S extends z.ZodObject>(
  schema: S,
  environment: Environment,
  line: Environment = {},
): Configured<S> => {
  const faults = new Map<string, string>();
  const fault = (name: string, words: string) => {
    if (!faults.has(name)) faults.set(name, words);
  };
  const names = Object.keys(schema.shape);
  const told = toldBy(names, line, environment, fault);
  const { data, error } = schema.safeParse(Object.fromEntries(names.map((name) => [name, told.get(name)?.text])));
  const faultAt = (name: string, message: string): void => {
    const from = told.get(name)?.from;
    fault(name, `${name} ${message}${from === undefined || from === 'environment' ? '' : ` (${from})`}`);
  };
  for (const { path, message } of error?.issues ?? []) faultAt(path.join('.'), message);
  const unknown = unknownRuns(schema, told);
  if (unknown.length > 0)
    faultAt('PROFICIO_RUNS', `must name partitions of PROFICIO_PARTITIONS, or rest: ${unknown.join(', ')} is none`);
  if (tooShort(schema, told))
    fault('PROFICIO_SUBGRAPH_TIMEOUT_MS', 'PROFICIO_SUBGRAPH_TIMEOUT_MS must be more than PROFICIO_AFTER_MS');
  const missing = PROVIDER.filter((name) => !told.has(name));
  if (names.includes(PROVIDER[0]) && missing.length > 0 && missing.length < PROVIDER.length)
    faults.set('', `an identity provider needs ${missing.join(', ')} too`);
  if (!data || faults.size > 0) throw new ConfigurationError([...faults.values()].join('\n'));
  return { settings: data, told };
};

/** @throws ConfigurationError, as `configured` */
export const settingsIn = <S extends z.ZodObject>(
  schema: S,
  environment: Environment,
  line: Environment = {},
): z.infer<S> => configured(schema, environment, line).settings;

/** Undefined where there is none: then tokens are made for the data folder. */
export const providerIn = ({
  PROFICIO_ISSUER: issuer,
  PROFICIO_AUDIENCE: audience,
  PROFICIO_JWKS_URL: jwks,
}: Pick<AcademySettings, (typeof PROVIDER)[number]>): Provider | undefined =>
  issuer && audience && jwks ? { issuer, audience, jwks: new URL(jwks) } : undefined;

/** A number of one service that it reads where it needs it: what a file says is told to it where it looks. */
export const handOn = ({ PROFICIO_MIN_GROUP }: Pick<AcademySettings, 'PROFICIO_MIN_GROUP'>): void => {
  process.env['PROFICIO_MIN_GROUP'] = String(PROFICIO_MIN_GROUP);
};
