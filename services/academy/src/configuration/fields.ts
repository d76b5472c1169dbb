import { connectionFault } from '@proficio/infra/kurrent/connection-string';
import { mongoFault } from '@proficio/infra/mongo/client';
import { LEVELS } from '@proficio/infra/telemetry/logger';
import { z } from 'zod';
import { readNames, readPartitions } from './partitions.js';

/** Never shown: as a whole, or of a URL who comes in and its query. Of these, a file may hold the value. */
export const SECRETS = z.registry<{ readonly hidden: 'all' | 'credentials' }>();

const needed = z.string('is needed');
const web = () =>
  needed.refine((text) => URL.canParse(text) && /^https?:/.test(text), {
    error: 'must be a URL that begins with http: or https:',
  });
/** Where a service answers. */
const service = () =>
  web()
    .refine((text) => !URL.canParse(text) || new URL(text).pathname !== '/', 'must name the path too, such as /graphql')
    .register(SECRETS, { hidden: 'credentials' });
/** What another reader of a text finds wrong with it, told without the text. */
const refusedBy =
  (faultOf: (text: string) => string | undefined) =>
  (text: string, { addIssue }: z.RefinementCtx<string>): void => {
    const fault = faultOf(text);
    if (fault !== undefined) addIssue(`is refused: ${fault}`);
  };
/** What a text stands for, or all that is wrong with it. */
const readBy =
  <T>(read: (text: string) => { readonly value: T; readonly faults: readonly string[] }) =>
  (text: string, { addIssue }: z.RefinementCtx<string>): T => {
    const { value, faults } = read(text);
    if (faults.length > 0) addIssue(`is refused: ${faults.join('; ')}`);
    return value;
  };
const whole = (least: number, most: number, of = '') =>
  z
    .string()
    .refine((text) => /^\d{1,6}$/.test(text) && Number(text) >= least && Number(text) <= most, {
      error: `must be a whole number${of} from ${least} to ${most}`,
    })
    .transform(Number);
const milliseconds = (least: number, most: number, unless: number) =>
  whole(least, most, ' of milliseconds').default(unless);
const port = whole(0, 65_535);
const text = z.string().regex(/^\S(.*\S)?$/, 'must be a text without blanks around it');

/** At least as many characters as a key that nobody guesses. */
const LEAST_SECRET = 32;
/** Several hosts may stand in it, so it is no URL as others are. */
const MONGO = /^mongodb(\+srv)?:\/\/[^\s/?]+([/?]\S*)?$/;

/** Everything that can be set, by its name in the environment and in a file. */
export const Settings = z.object({
  PORT: port.default(4000),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'must be a name or an address')
    .default('localhost'),
  /** `info` unless said, `warn` for commands that do their work and end. */
  LOG_LEVEL: z.enum(LEVELS, `must be one of ${LEVELS.join(', ')}`).optional(),
  PROFICIO_DATA: text.default('./.proficio'),
  PROFICIO_SAMPLE: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['on', 'off'], 'must be on or off'))
    .default('on'),
  /** Of how many learners a group must be to be told of. */
  PROFICIO_MIN_GROUP: whole(1, 1000).default(5),
  /** The identity provider whose tokens are taken; without one, those made for the data folder. */
  PROFICIO_ISSUER: text.optional(),
  PROFICIO_AUDIENCE: text.optional(),
  PROFICIO_JWKS_URL: web().optional().register(SECRETS, { hidden: 'credentials' }),
  /** Where Prometheus reads; nothing is measured without it. */
  PROFICIO_METRICS_PORT: port.optional(),
  /** Where a collector takes traces by OTLP over HTTP; without it there are none. */
  PROFICIO_TRACES_URL: web().optional().register(SECRETS, { hidden: 'credentials' }),
  /** How old an event may be that waits for the views, while these still count as ready. */
  PROFICIO_READY_LAG_MS: milliseconds(0, 600_000, 10_000),
  /** How long a reader of its own writes waits for the views. */
  PROFICIO_AFTER_MS: milliseconds(0, 60_000, 5000),
  /** Tenants' frameworks whose competency views are kept apart, as `east=academy/data,academy/law;west=acme/data`. */
  PROFICIO_PARTITIONS: z.string().transform(readBy(readPartitions)).optional(),
  /** Which of these this process builds, as `east,rest`; all unless said. */
  PROFICIO_RUNS: z.string().transform(readBy(readNames)).optional(),
  /** What gateway and subgraphs know each other by. */
  PROFICIO_GATEWAY_SECRET: needed
    .trim()
    .min(LEAST_SECRET, `must have ${LEAST_SECRET} characters or more`)
    .transform((secret) => Buffer.from(secret))
    .register(SECRETS, { hidden: 'all' }),
  /** Views and keys. */
  PROFICIO_MONGO_URL: needed
    .regex(MONGO, 'must be a URL that begins with mongodb: or mongodb+srv:')
    .superRefine(refusedBy(mongoFault))
    .register(SECRETS, { hidden: 'credentials' }),
  PROFICIO_MONGO_DATABASE: z
    .string()
    .regex(/^[\w-]{1,40}$/, 'must be 1 to 40 letters, digits, - and _')
    .default('proficio'),
  /** The log. */
  PROFICIO_KURRENT_URL: needed.superRefine(refusedBy(connectionFault)).register(SECRETS, { hidden: 'credentials' }),
  PROFICIO_CURRICULUM_URL: service(),
  PROFICIO_ASSESSMENT_URL: service(),
  PROFICIO_PROGRESS_URL: service(),
  PROFICIO_COMPETENCY_URL: service(),
  /** How long a service has to answer; more than `PROFICIO_AFTER_MS`. */
  PROFICIO_SUBGRAPH_TIMEOUT_MS: milliseconds(100, 120_000, 8000),
});
