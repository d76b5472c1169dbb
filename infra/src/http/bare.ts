import { fastify, type FastifyInstance, type FastifyServerOptions } from 'fastify';

const none = () => {
  throw new Error('routes have no schemas here');
};

/** A server of routes without schemas. What would compile these is not loaded: it is half of what the server has. */
export const bareServer = (options: FastifyServerOptions = {}): FastifyInstance =>
  fastify({ ...options, schemaController: { compilersFactory: { buildValidator: none, buildSerializer: none } } });
