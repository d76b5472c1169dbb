import type { z } from 'zod';
import { Settings } from './fields.js';

const LISTENING = {
  PORT: true,
  HOST: true,
  LOG_LEVEL: true,
  PROFICIO_METRICS_PORT: true,
  PROFICIO_TRACES_URL: true,
} as const;
const VIEWS = {
  PROFICIO_READY_LAG_MS: true,
  PROFICIO_AFTER_MS: true,
  PROFICIO_PARTITIONS: true,
  PROFICIO_MIN_GROUP: true,
} as const;
const CALLERS = {
  PROFICIO_DATA: true,
  PROFICIO_ISSUER: true,
  PROFICIO_AUDIENCE: true,
  PROFICIO_JWKS_URL: true,
} as const;
const MONGO = { PROFICIO_MONGO_URL: true, PROFICIO_MONGO_DATABASE: true } as const;
const APART = { ...LISTENING, ...MONGO, PROFICIO_GATEWAY_SECRET: true } as const;

/** Of the academy in one process. */
export const AcademySettings = Settings.pick({ ...LISTENING, ...VIEWS, ...CALLERS, PROFICIO_SAMPLE: true });
export type AcademySettings = z.infer<typeof AcademySettings>;

/** Of a service that runs on its own. */
export const ServiceSettings = Settings.pick({ ...APART, ...VIEWS, PROFICIO_RUNS: true, PROFICIO_KURRENT_URL: true });
export type ServiceSettings = z.infer<typeof ServiceSettings>;

/** Of the gateway to services that run on their own. */
export const GatewaySettings = Settings.pick({
  ...APART,
  ...CALLERS,
  PROFICIO_CURRICULUM_URL: true,
  PROFICIO_ASSESSMENT_URL: true,
  PROFICIO_PROGRESS_URL: true,
  PROFICIO_COMPETENCY_URL: true,
  // What services are told: known here too, it is checked against the time that they have.
  PROFICIO_AFTER_MS: true,
  PROFICIO_SUBGRAPH_TIMEOUT_MS: true,
});
export type GatewaySettings = z.infer<typeof GatewaySettings>;

/** Of commands on a data folder. */
export const FolderSettings = Settings.pick({ PROFICIO_DATA: true, LOG_LEVEL: true });
/** Of what copies a data folder to the servers of services that run on their own. */
export const CopySettings = FolderSettings.extend(Settings.pick({ ...MONGO, PROFICIO_KURRENT_URL: true }).shape);
