import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { inProcessApi, loadSample, startAcademy } from '@proficio/academy';
import { mintToken, openLog, type Stores } from '@proficio/infra';
import { startApart, type Apart, type ApartOptions } from './topology.js';

/** GraphQL data as a test reads it: it asks for what it names, and a wrong path fails the expectation. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test's own query tells the shape
export type Json = any;
export interface Reply {
  readonly status: number;
  readonly data: Json;
  readonly errors: readonly { readonly message: string; readonly extensions: { readonly code: string } }[] | undefined;
}
export type Headers = Readonly<Record<string, string>>;

/** A person with a token. */
export interface Person {
  readonly ask: (query: string, variables?: object, headers?: Headers) => Promise<Reply>;
  /** One mutation of one input, by name; the result's fields are given, problems are always asked for. */
  readonly does: (name: string, fields: string, input: object, headers?: Headers) => Promise<Json>;
  /** The same with errors and all, for who may not have an answer. */
  readonly tries: (name: string, fields: string, input: object, headers?: Headers) => Promise<Reply>;
  /** This person's own pseudonymous id. */
  readonly id: () => Promise<string>;
}

export interface Academy {
  readonly url: string;
  readonly folder: string;
  /** What lies in the stores, past everything that guards it. */
  readonly stores: Stores;
  readonly log: () => string;
  readonly as: (role: string, subject: string, tenant?: string) => Person;
  readonly send: (body: unknown, headers?: Headers) => Promise<Reply>;
  readonly stop: () => Promise<void>;
}

const capital = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** Whoever asks the server at `url`, known by tokens of its data folder. */
export const callers = (url: string, folder: string): Pick<Academy, 'as' | 'send'> => {
  const send = async (body: unknown, headers: Headers = {}): Promise<Reply> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    return {
      status: response.status,
      data: undefined,
      errors: undefined,
      ...(text === '' ? {} : (JSON.parse(text) as object)),
    };
  };

  const as = (role: string, subject: string, tenant = 'academy'): Person => {
    const token = mintToken(folder, { role, subject, tenant });
    const ask = async (query: string, variables: object = {}, headers: Headers = {}) =>
      send({ query, variables }, { authorization: `Bearer ${await token}`, ...headers });
    const tries = (name: string, fields: string, input: object, headers?: Headers) => {
      const query = `mutation ($input: ${capital(name)}Input!) { ${name}(input: $input) {
        __typename ${fields} ... on Problem { code faults { field reason } } } }`;
      return ask(query, { input }, headers);
    };
    return {
      ask,
      tries,
      does: async (name, fields, input, headers) => {
        const { data, errors } = await tries(name, fields, input, headers);
        if (!data) throw new Error(JSON.stringify(errors));
        return data[name];
      },
      id: async () => {
        const { data, errors } = await ask('{ viewer { learner { id } } }');
        if (!data?.viewer) throw new Error(JSON.stringify(errors));
        return data.viewer.learner.id;
      },
    };
  };
  return { as, send };
};

/** Which of the topologies tests run in; unless said, everything in one process. */
export const IS_APART = process.env['PROFICIO_TEST_TOPOLOGY'] === 'apart';

/**
 * A real academy, listening, with the sample loaded into tenant `academy` unless told not to: in this process, on a folder
 * of its own, or each service in a process of its own.
 */
export const openAcademy = async ({
  sample = true,
  folder = mkdtempSync(join(tmpdir(), 'proficio-')),
} = {}): Promise<Academy> => (IS_APART ? openApart({ sample }) : openTogether(sample, folder));

/** The same with every process of it, to be hurt. */
export const openApart = async (options: ApartOptions = {}): Promise<Academy & Apart> => {
  const apart = await startApart(options);
  return { ...apart, ...callers(apart.url, apart.folder) };
};

const openTogether = async (sample: boolean, folder: string): Promise<Academy> => {
  const lines: string[] = [];
  const to = new Writable({ write: (chunk, _encoding, done) => (lines.push(String(chunk)), done()) });
  const academy = await startAcademy({
    dataFolder: folder,
    port: 0,
    host: '127.0.0.1',
    log: openLog('debug', to),
    afterMs: 2000,
  });
  await academy.ready;
  if (sample) await loadSample(inProcessApi(academy, 'academy'));
  const url = academy.url ?? '';
  return {
    url,
    folder,
    stores: academy.folder,
    log: () => lines.join(''),
    ...callers(url, folder),
    stop: async () => {
      await academy.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
