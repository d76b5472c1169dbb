import { readFileSync } from 'node:fs';
import { CONFIG, inFile, reasonOf, type Environment, type Fault } from './file.js';
import { SECRETS, Settings } from './fields.js';

export type { Environment } from './file.js';

/** A setting as somebody told it, and where. */
export interface Told {
  readonly text: string;
  readonly from: string;
}

/** Where settings are told; what one tells counts before what the next one does. */
interface Source {
  readonly called: string;
  readonly values: Environment;
}

/** Whoever tests the house has settings of their own. */
const OF_TESTS = 'PROFICIO_TEST_';

const FILES = new Map(
  Object.entries(Settings.shape).flatMap(([name, field]) => (SECRETS.has(field) ? [[name, `${name}_FILE`]] : [])),
);
const KNOWN = new Set([...Object.keys(Settings.shape), ...FILES.values()]);

/**
 * What the command line, the environment and the file say of these names, in this order; of a secret also by the path of
 * a file that holds it, `NAME_FILE`. Names that nobody knows are faults; of those that others ask for nothing is read.
 */
export const toldBy = (
  names: readonly string[],
  line: Environment,
  environment: Environment,
  fault: Fault,
): ReadonlyMap<string, Told> => {
  const path = environment[CONFIG];
  const asked = new Set(names.flatMap((name) => [name, FILES.get(name) ?? name]));
  const sources: readonly Source[] = [
    { called: 'command line', values: line },
    { called: 'environment', values: environment },
    ...(path ? [{ called: path, values: inFile(path, { known: KNOWN, asked }, fault) }] : []),
  ];
  for (const name of Object.keys(environment))
    if (name.startsWith('PROFICIO_') && name !== CONFIG && !name.startsWith(OF_TESTS) && !KNOWN.has(name))
      fault(name, `${name} is no setting`);
  return new Map(
    names.flatMap((name) => {
      const source = sources.find(({ values }) => values[name] || fileOf(name, values));
      const told = source && toldIn(source, name, fault);
      return told ? [[name, told] as const] : [];
    }),
  );
};

/** Of what is no secret the same name may mean anything to another program. */
const fileOf = (name: string, values: Environment): string | undefined => values[FILES.get(name) ?? ''];

const toldIn = ({ called, values }: Source, name: string, fault: Fault): Told | undefined => {
  const [text, file] = [values[name], fileOf(name, values)];
  if (text && file) fault(name, `${name} and ${name}_FILE are both set: one must go`);
  if (text) return { text, from: called };
  if (!file) return undefined;
  try {
    return { text: readFileSync(file, 'utf8').trim(), from: `${file}, by ${called}` };
  } catch (error) {
    fault(name, `${name}_FILE cannot be read: ${reasonOf(error)}`);
    return undefined;
  }
};
