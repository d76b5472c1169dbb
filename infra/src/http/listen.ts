import type { FastifyInstance } from 'fastify';
import { ConfigurationError } from '../configuration-error.js';
import { toldByNode } from '../node-error.js';

export interface Place {
  readonly port: number;
  /** `localhost` unless said: a development server is nobody else's business. */
  readonly host?: string | undefined;
}

/**
 * Listens there.
 * @throws ConfigurationError that names the setting, `HOST` or the port's own, and what is wrong with it
 */
export const listen = async (app: FastifyInstance, { port, host = 'localhost' }: Place, setting: string) => {
  try {
    await app.listen({ port, host });
  } catch (cause) {
    const fault = faultOf(cause, setting, port, host);
    throw fault === undefined ? cause : new ConfigurationError(fault, { cause });
  }
};

const faultOf = (error: unknown, setting: string, port: number, host: string): string | undefined => {
  switch (toldByNode(error).code) {
    case 'EADDRINUSE':
      return `${setting} must be free, and port ${port} of ${host} is taken`;
    case 'EACCES':
      return `${setting} must be one that this user may listen at, and ${port} is not`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `HOST must be an address of this machine, and ${host} is not`;
    default:
      return undefined;
  }
};
