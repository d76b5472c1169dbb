import { HOUSE } from '@proficio/events';
import { Pool } from 'undici';
import { z } from 'zod';
import { AwayError, OperationRefusedError, OPERATOR } from '../http/operations.js';
import type { Log } from '../telemetry/logger.js';
import { operatorPassesTo } from './operator-passing.js';

/** One service's own operations, which only the gateway asks for. */
export interface OperatedApart {
  /** Gives plain JSON. @throws OperationRefusedError, AwayError */
  readonly run: (name: string, input: unknown) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** Who it is was looked at by the gateway; to the service it is the gateway that asks. */
const GATEWAY = { tenant: HOUSE, actor: 'proficio-gateway', role: OPERATOR };

const CONNECT_MS = 1000;
const SILENT_MS = 10_000;

export interface ServiceApart {
  readonly service: string;
  /** Its GraphQL endpoint. */
  readonly url: URL;
  readonly secret: Uint8Array;
  readonly log: Log;
  /** How long nothing may be heard of it; a service at work is heard of every second. */
  readonly silentMs?: number | undefined;
}

export const operatedApart = (apart: ServiceApart): OperatedApart => {
  const { service, url, secret, log, silentMs = SILENT_MS } = apart;
  const pass = operatorPassesTo(service, secret);
  const times = { headersTimeout: silentMs, bodyTimeout: silentMs, connect: { timeout: CONNECT_MS } };
  const pool = new Pool(url.origin, times);
  const post = async (name: string, input: unknown): Promise<unknown> => {
    const headers = { authorization: `Bearer ${await pass(GATEWAY)}`, 'content-type': 'application/json' };
    const sent = { method: 'POST', headers, body: JSON.stringify(input ?? {}) } as const;
    const { statusCode, body } = await pool.request({ path: `/operations/${name}`, ...sent });
    const answer: unknown = JSON.parse(await body.text());
    if (statusCode === 200 || Refused.safeParse(answer).success) return answer;
    // Of an older release, which has none.
    throw new Error(`status ${statusCode}`);
  };
  const away = (cause: unknown): never => {
    log.warn({ subgraph: service, err: cause }, 'a subgraph does not answer');
    throw new AwayError(service, { cause });
  };
  return {
    run: async (name, input) => {
      const answer = await post(name, input).catch(away);
      const error = Refused.safeParse(answer).data?.errors[0];
      if (!error) return answer;
      const { code, correlationId } = error.extensions;
      if (code === 'REFUSED') throw new OperationRefusedError(error.message);
      if (code === 'UNAVAILABLE') return away(new Error(error.message));
      throw new Error(`${service}: ${error.message} (${correlationId})`);
    },
    close: () => pool.destroy(),
  };
};

const Refused = z.object({
  errors: z.tuple([
    z.object({ message: z.string(), extensions: z.object({ code: z.string(), correlationId: z.string() }) }),
  ]),
});
