const isText = (value: string): boolean => value !== '' && isDecodable(value);
const isWhole = (value: string): boolean => /^(-1|\d{1,9})$/.test(value);
const isTruth = (value: string): boolean => /^(true|false)$/.test(value);

/**
 * What may stand after the `?`, by the client's own names, and what it may be. It prints a string whole, password
 * included, when it meets an option that it does not know. Without `nodePreference`: a follower that lags would make
 * every checkpoint one beyond the head. Without `throwOnAppendFailure`: an append that failed would be answered as one
 * that did not.
 */
const OPTIONS = new Map(
  Object.entries({
    connectionName: isText,
    defaultDeadline: isWhole,
    discoveryInterval: isWhole,
    gossipTimeout: isWhole,
    keepAliveInterval: isWhole,
    keepAliveTimeout: isWhole,
    maxDiscoverAttempts: isWhole,
    tls: isTruth,
    tlsCAFile: isText,
    tlsVerifyCert: isTruth,
    userCertFile: isText,
    userKeyFile: isText,
  }).map(([name, isRight]) => [name.toLowerCase(), { name, isRight }] as const),
);

const SHAPE = /^(?:esdb|kurrentdb|kurrent|kdb)(?:\+discover)?:\/\/(?:([^@/?]*)@)?([^@/?]+)\/?(?:\?(.*))?$/;
/** As far as the client reads it; a password's further parts after a `:` it would leave out. */
const CREDENTIALS = /^[^:]+:[^:]+$/;
const HOST = /^[^\s:$+!*'();[\]{}|"%~#<>=&]+(?::(\d{1,5}))?$/;
const LAST_PORT = 65_535;

/** The places that it names, as they stand in it. */
export const hostsOf = (url: string): string | undefined => SHAPE.exec(url.trim())?.[2];

/**
 * Who it says we are. The client's native part takes a user's name and password as they stand there, `%3F` and all (tried).
 */
export const credentialsOf = (url: string): { readonly username: string; readonly password: string } | undefined => {
  const [username, password] = (SHAPE.exec(url.trim())?.[1] ?? '').split(':').map(decodeURIComponent);
  return username && password ? { username, password } : undefined;
};

/** The same string with these options too, as far as it does not tell them itself. */
export const unlessTold = (url: string, options: Readonly<Record<string, number>>): string => {
  const [, place = url, query = ''] = /^([^?]*)\?(.*)$/.exec(url) ?? [];
  const told = query.split('&').filter((option) => option !== '');
  const names = new Set(told.map((option) => option.split('=', 1).join().toLowerCase()));
  const untold = Object.entries(options).filter(([name]) => !names.has(name.toLowerCase()));
  return `${place}?${[...told, ...untold.map(([name, value]) => `${name}=${value}`)].join('&')}`;
};

/** What is wrong with a connection string, in words that quote nothing secret. */
export const connectionFault = (url: string): string | undefined => {
  const [, credentials, hosts, query = ''] = SHAPE.exec(url.trim()) ?? [];
  if (hosts === undefined)
    return 'not a connection string of KurrentDB: kurrentdb://[user:password@]host[:port][,...][?option=value]';
  // What stands before it may then be part of a password, and so may be what looks like hosts and options.
  if (query.includes('@')) return 'an @ after the ? of KurrentDB: a password has %3F for ?, an option %40 for @';
  if (credentials !== undefined && !(CREDENTIALS.test(credentials) && isDecodable(credentials)))
    return 'user:password of KurrentDB, with %3A for : and %25 for % in them, is expected before the @';
  if (!hosts.split(',').every(isPlace)) return 'a host of KurrentDB, with a port number from 1 to 65535, is expected';
  return optionsFault(query === '' ? [] : query.split('&'));
};

const isPlace = (host: string): boolean => {
  const [found, port = '1'] = HOST.exec(host) ?? [];
  return found !== undefined && Number(port) >= 1 && Number(port) <= LAST_PORT;
};

const optionsFault = (options: readonly string[]): string | undefined => {
  const pairs = options.map((option) => [option.split('=', 1).join(), option.replace(/^[^=]*=?/, '')] as const);
  const unknown = pairs.flatMap(([name]) => (OPTIONS.has(name.toLowerCase()) ? [] : [quotable(name)]));
  if (unknown.length > 0) return `options that cannot be set for KurrentDB: ${unknown.join(', ')}`;
  const wrong = pairs.flatMap(([name, value]) => {
    const option = OPTIONS.get(name.toLowerCase());
    return option?.isRight(value) === false ? [option.name] : [];
  });
  return wrong.length > 0 ? `options of KurrentDB have values that cannot be: ${wrong.join(', ')}` : undefined;
};

/** A name as options have them; anything else may be no name at all. */
const quotable = (name: string): string => (/^[a-z]{1,30}$/i.test(name) ? name : '***');

const isDecodable = (text: string): boolean => {
  try {
    return decodeURIComponent(text) !== '';
  } catch {
    return false;
  }
};
