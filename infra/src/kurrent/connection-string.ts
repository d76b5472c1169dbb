/**
 * What may stand after the `?`, by the client's own names. It prints a string whole, password included, when it meets
 * an option that it does not know. Without `nodePreference`: a follower that lags would make every checkpoint one beyond
 * the head. Without `throwOnAppendFailure`: an append that failed would be answered as one that did not.
 */
const OPTIONS = new Set(
  [
    'connectionName',
    'defaultDeadline',
    'discoveryInterval',
    'gossipTimeout',
    'keepAliveInterval',
    'keepAliveTimeout',
    'maxDiscoverAttempts',
    'tls',
    'tlsCAFile',
    'tlsVerifyCert',
    'userCertFile',
    'userKeyFile',
  ].map((name) => name.toLowerCase()),
);

const SHAPE = /^(?:esdb|kurrentdb|kurrent|kdb)(\+discover)?:\/\/(?:[^@/?]*@)?([^@/?]+)\/?(?:\?(.*))?$/;

/** The places that it names, as they stand in it. */
export const hostsOf = (url: string): string | undefined => SHAPE.exec(url.trim())?.[2];

/** What is wrong with a connection string, in words that quote nothing secret. */
export const connectionFault = (url: string): string | undefined => {
  const [, , hosts, query = ''] = SHAPE.exec(url.trim()) ?? [];
  if (hosts === undefined)
    return 'not a connection string of KurrentDB: kurrentdb://[user:password@]host[:port][,...][?option=value]';
  const names = query.split('&').flatMap((option) => option.split('=').slice(0, 1));
  const unknown = names.filter((name) => name !== '' && !OPTIONS.has(name.toLowerCase()));
  return unknown.length > 0 ? `options that cannot be set for KurrentDB: ${unknown.join(', ')}` : undefined;
};
