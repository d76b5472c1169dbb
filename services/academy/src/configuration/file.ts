import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';
import { z } from 'zod';

export type Environment = Readonly<Record<string, string | undefined>>;
/** Told what is wrong, in a line; the first one of a name counts. */
export type Fault = (name: string, line: string) => void;

/** Names the file, in JSON or YAML. */
export const CONFIG = 'PROFICIO_CONFIG';
/** Loaded where there is a file; not awaited, since settings are read in one go. */
const yaml = (): typeof Yaml => createRequire(import.meta.url)('yaml');

const Scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** What it says of the names that are asked for; names that are not known are faults, whoever reads them. */
export const inFile = (
  path: string,
  { known, asked }: { readonly known: ReadonlySet<string>; readonly asked: ReadonlySet<string> },
  fault: Fault,
): Environment => {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(contentIn(path, fault))) {
    const scalar = Scalar.safeParse(value).data;
    if (!known.has(name)) fault(name, `${nameIn(name)} is no setting (${path})`);
    else if (!asked.has(name)) continue;
    else if (scalar === undefined) fault(name, `${name} must be a text or a number (${path})`);
    else values[name] = scalar;
  }
  return values;
};

/** What is misread as a name may be anything. */
const nameIn = (text: string): string => (/^\w{1,60}$/.test(text) ? text : 'what has other letters than a name');

const contentIn = (path: string, fault: Fault): object => {
  try {
    const content = parsed(readFileSync(path, 'utf8'));
    if (typeof content === 'string') fault(CONFIG, `${CONFIG} cannot be read: ${content} (${path})`);
    else if (!Array.isArray(content)) return content;
    else fault(CONFIG, `${CONFIG} must name a file of names and values (${path})`);
  } catch (error) {
    fault(CONFIG, `${CONFIG} cannot be read: ${reasonOf(error)} (${path})`);
  }
  return {};
};

/** What is in it, a list where it is no names and values, or where it cannot be read: secrets stand in it, so nothing of it. */
const parsed = (text: string): object | string => {
  const document = yaml().parseDocument(text, { logLevel: 'silent', prettyErrors: true });
  const [line] = document.errors.map(({ linePos }) => linePos?.[0].line ?? 1);
  if (line !== undefined) return `line ${line} is no YAML`;
  const alias = leadingNowhere(document, text);
  if (alias !== undefined) return `line ${alias} is no YAML: a text that begins with * needs quotes`;
  try {
    const content: unknown = document.toJS({ maxAliasCount: 100 }) ?? {};
    return typeof content === 'object' && content !== null ? content : [];
  } catch {
    return 'aliases in it lead to themselves or multiply';
  }
};

/** The line of the first alias of nothing. */
const leadingNowhere = (document: Yaml.Document, text: string): number | undefined => {
  const at: number[] = [];
  const { visit } = yaml();
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document)) return undefined;
      at.push(alias.range?.[0] ?? 0);
      return visit.BREAK;
    },
  });
  return at.map((offset) => text.slice(0, offset).split('\n').length)[0];
};

/** Why a file cannot be read, without its path: where one is asked for, somebody may have told the secret. */
export const reasonOf = (error: unknown): string =>
  /^Error: (E[A-Z]+: [^,']+)/.exec(String(error))?.[1] ?? 'it is no path';
