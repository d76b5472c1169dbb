import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { contentOf } from '../file/document.js';
import { SECRETS, Settings } from './fields.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting as somebody told it, and where. */
export interface Told {
  readonly text: string;
  readonly from: string;
}
/** Told what is wrong, in a line; the first one of a name counts. */
export type Fault = (name: string, line: string) => void;

/** Where settings are told; what one tells counts before what the next one does. */
interface Source {
  readonly called: string;
  readonly values: Environment;
}

/** The file that PROFICIO_CONFIG names, in JSON or YAML. */
const CONFIG = 'PROFICIO_CONFIG';
/** Whoever tests the house has settings of their own. */
const OF_TESTS = 'PROFICIO_TEST_';

const SECRET_FILES = Object.entries(Settings.shape).flatMap(([name, field]) =>
  SECRETS.has(field) ? [`${name}_FILE`] : [],
);
const KNOWN = new Set([...Object.keys(Settings.shape), ...SECRET_FILES]);

/**
 * What the command line, the environment and the file say, in this order; a secret also by the path of a file that holds
 * it, `NAME_FILE`. Names that nobody knows are faults.
 */
export const toldBy = (line: Environment, environment: Environment, fault: Fault): ReadonlyMap<string, Told> => {
  const path = environment[CONFIG];
  const sources: readonly Source[] = [
    { called: 'command line', values: line },
    { called: 'environment', values: environment },
    ...(path ? [{ called: path, values: inFile(path, fault) }] : []),
  ];
  for (const name of Object.keys(environment))
    if (name.startsWith('PROFICIO_') && name !== CONFIG && !name.startsWith(OF_TESTS) && !KNOWN.has(name))
      fault(name, `${name} is no setting`);
  return new Map(
    Object.keys(Settings.shape).flatMap((name) => {
      const source = sources.find(({ values }) => values[name] || values[`${name}_FILE`]);
      const told = source && toldIn(source, name, fault);
      return told ? [[name, told] as const] : [];
    }),
  );
};

const toldIn = ({ called, values }: Source, name: string, fault: Fault): Told | undefined => {
  const [text, file] = [values[name], SECRET_FILES.includes(`${name}_FILE`) ? values[`${name}_FILE`] : undefined];
  if (text && file) fault(name, `${name} and ${name}_FILE are both set: one must go`);
  if (text) return { text, from: called };
  if (!file) return undefined;
  try {
    return { text: readFileSync(file, 'utf8').trim(), from: `${file}, by ${called}` };
  } catch (error) {
    fault(name, `${name}_FILE cannot be read: ${wordsOf(error)}`);
    return undefined;
  }
};

const Scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const inFile = (path: string, fault: Fault): Environment => {
  const content = contentIn(path, fault);
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(content)) {
    const scalar = Scalar.safeParse(value).data;
    if (!KNOWN.has(name)) fault(name, `${name} is no setting (${path})`);
    else if (scalar === undefined) fault(name, `${name} must be a text or a number (${path})`);
    else values[name] = scalar;
  }
  return values;
};

const contentIn = (path: string, fault: Fault): object => {
  try {
    const content = contentOf(path, readFileSync(path, 'utf8')) ?? {};
    if (typeof content === 'object' && !Array.isArray(content)) return content;
    fault(CONFIG, `${CONFIG} must name a file of names and values (${path})`);
  } catch (error) {
    fault(CONFIG, `${CONFIG} cannot be read: ${wordsOf(error)}`);
  }
  return {};
};

const wordsOf = (error: unknown): string =>
  String(error)
    .replace(/^\w+: /, '')
    .replaceAll(/\s+/g, ' ');
