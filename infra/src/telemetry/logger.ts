import { destination, pino, stdSerializers, type DestinationStream, type Logger } from 'pino';

export type Log = Logger;

/** Fields that are personal wherever they turn up, and those that carry a caller's proof of identity. */
const SECRET = ['authorization', 'token', 'variables'];
const PERSONAL = ['displayName', 'subject', 'title', 'link', 'note', 'comment', 'text', 'answer', 'reason'];
const DEPTHS = ['', '*.', '*.*.', 'req.headers.', 'err.'];

export const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type Level = (typeof LEVELS)[number];

/** JSON lines on standard error, `level` and above; personal fields are left out. */
export const openLog = (level: Level = 'info', to: DestinationStream = destination(2)): Log =>
  pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: DEPTHS.flatMap((depth) => [...SECRET, ...PERSONAL].map((name) => depth + name)), remove: true },
      serializers: { err: ownErrors },
    },
    to,
  );

/** Name, words, code and stack; whatever else libraries hang on errors may be a caller's data. */
const ownErrors = (error: Error) => {
  const { type, message, stack, code } = stdSerializers.err(error) as ReturnType<typeof stdSerializers.err> & {
    readonly code?: unknown;
  };
  return { type, message, ...(code !== undefined && { code }), stack };
};
