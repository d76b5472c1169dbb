import { readFileSync } from 'node:fs';
import { ConfigurationError } from '@proficio/infra';
import { z } from 'zod';

export type Environment = Readonly<Record<string, string | undefined>>;

const url = (...schemes: readonly string[]) =>
  z
    .string('is needed')
    .refine((text) => URL.canParse(text) && schemes.some((scheme) => text.startsWith(`${scheme}:`)), {
      error: `must be a URL that begins with ${schemes.map((scheme) => `${scheme}:`).join(' or ')}`,
    });
const milliseconds = (least: number, most: number, unless: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/, 'must be a whole number of milliseconds')
    .transform(Number)
    .refine((number) => number >= least && number <= most, `must be from ${least} to ${most} milliseconds`)
    .default(unless);

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'must be a port')
  .transform(Number)
  .refine((number) => number <= 65_535, 'must be a port, 65535 at most');

/** At least as many characters as a key that nobody guesses. */
const LEAST_SECRET = 32;

/** Of whatever answers. */
const Watched = z.object({
  /** Where Prometheus reads; nothing is measured without it. */
  PROFICIO_METRICS_PORT: port.optional(),
  /** Where a collector takes traces by OTLP over HTTP; without it there are none. */
  PROFICIO_TRACES_URL: url('http', 'https').optional(),
});
/** Of whatever keeps views: how old an event may be that waits for them, while these still count as ready. */
const Viewing = z.object({ PROFICIO_READY_LAG_MS: milliseconds(0, 600_000, 10_000) });

/** Of the academy in one process. */
export const EmbeddedSettings = Watched.extend(Viewing.shape);

const Shared = Watched.extend({
  /** What gateway and subgraphs know each other by. */
  PROFICIO_GATEWAY_SECRET: z
    .string('is needed')
    .min(LEAST_SECRET, `must have ${LEAST_SECRET} characters or more`)
    .transform((text) => Buffer.from(text)),
  /** Views and keys. */
  PROFICIO_MONGO_URL: url('mongodb', 'mongodb+srv'),
  PROFICIO_MONGO_DATABASE: z
    .string()
    .regex(/^[\w-]{1,40}$/, 'must be 1 to 40 letters, digits, - and _')
    .default('proficio'),
});

/** Of a service that runs on its own. */
export const ServiceSettings = Shared.extend({
  /** The log. */
  PROFICIO_KURRENT_URL: url('kurrentdb', 'kurrentdb+discover', 'esdb', 'esdb+discover'),
  /** How long a reader of its own writes waits for the views. */
  PROFICIO_AFTER_MS: milliseconds(0, 60_000, 5000),
  ...Viewing.shape,
});
export type ServiceSettings = z.infer<typeof ServiceSettings>;

/** Of the gateway to services that run on their own. */
export const GatewaySettings = Shared.extend({
  PROFICIO_CURRICULUM_URL: url('http', 'https'),
  PROFICIO_ASSESSMENT_URL: url('http', 'https'),
  PROFICIO_PROGRESS_URL: url('http', 'https'),
  PROFICIO_COMPETENCY_URL: url('http', 'https'),
  /** How long a service has to answer; more than `PROFICIO_AFTER_MS`. */
  PROFICIO_SUBGRAPH_TIMEOUT_MS: milliseconds(100, 120_000, 8000),
});
export type GatewaySettings = z.infer<typeof GatewaySettings>;

/**
 * What the environment says, a secret also by a file: `NAME_FILE` holds the path of what `NAME` would say.
 * @throws ConfigurationError that lists every fault, one a line
 */
export const settingsIn = <S extends z.ZodObject>(settings: S, environment: Environment): z.infer<S> => {
  const faults = new Map<string, string>();
  const told = Object.fromEntries(
    Object.keys(settings.shape).map((name) => [
      name,
      valueOf(name, environment, (words) => void faults.set(name, words)),
    ]),
  );
  const { data, error } = settings.safeParse(told);
  for (const { path, message } of error?.issues ?? []) {
    const name = path.join('.');
    if (!faults.has(name)) faults.set(name, `${name} ${message}`);
  }
  if (!data || faults.size > 0) throw new ConfigurationError([...faults.values()].join('\n'));
  return data;
};

const valueOf = (name: string, environment: Environment, fault: (words: string) => void): string | undefined => {
  const [said, file] = [environment[name], environment[`${name}_FILE`]];
  if (said && file) fault(`${name} and ${name}_FILE are both set: one must go`);
  if (said || !file) return said || undefined;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    fault(`${name}_FILE cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
};
