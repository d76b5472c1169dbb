import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { parseDocument, type YAMLParseError } from 'yaml';
import type { z } from 'zod';
import type { Fault } from '@proficio/events';
import { FaultyFile } from './faulty-file.js';

/** What is wrong with a document beyond the shape of its fields, as far as it can be known where that is wrong too. */
export type Beyond = (content: unknown) => readonly Fault[] | Promise<readonly Fault[]>;

/**
 * Reads a JSON or YAML file, the former being a case of the latter, as a document of this shape.
 * @throws FaultyFile with every fault that the shape finds, and those beyond it
 */
export const readDocument = async <T>(path: string, shape: z.ZodType<T>, ...beyond: readonly Beyond[]): Promise<T> => {
  const content = contentOf(path, await textOf(path));
  const parsed = shape.safeParse(content);
  const issues = parsed.success ? [] : parsed.error.issues;
  const misshapen = issues.filter(({ code }) => code !== 'unrecognized_keys').map(({ path: at }) => at.join('.'));
  const further = (await Promise.all(beyond.map((look) => look(content)))).flat();
  const faults = [...issues.map(shapeFault), ...further.filter(({ field }) => !touches(field, misshapen))];
  if (!parsed.success || faults.length > 0) throw new FaultyFile(path, faults);
  return parsed.data;
};

const shapeFault = ({ path, message }: z.core.$ZodIssue): Fault => ({
  field: path.join('.') || 'file',
  reason: message,
});

/** Nothing more is said of a field whose shape is wrong, nor of what is in it or around it. */
const touches = (field: string, misshapen: readonly string[]): boolean =>
  misshapen.some((other) => `${field}.`.startsWith(`${other}.`) || other.startsWith(`${field}.`));

/** Of JSON or YAML. @throws FaultyFile */
export const contentOf = (path: string, text: string): unknown => {
  try {
    const document = parseDocument(text, { prettyErrors: true });
    const { errors } = document;
    if (errors.some(({ message }) => message.startsWith(TOO_DEEP))) return refuse(path, 'is nested too deeply');
    if (errors.length > 0) throw new FaultyFile(path, errors.map(syntaxFault));
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    if (error instanceof RangeError) return refuse(path, 'is nested too deeply');
    // Aliases that multiply or lead nowhere are met when they are followed.
    if (error instanceof ReferenceError) return refuse(path, error.message);
    throw error;
  }
};

/** The parser walks by recursion, and tells the end of the stack as a fault of the syntax or throws it. */
const TOO_DEEP = 'Maximum call stack';

const syntaxFault = ({ linePos, message }: YAMLParseError) => ({
  field: `line ${linePos?.[0].line ?? 1}`,
  reason: message.replace(/ at line [^]*$/, ''),
});

const textOf = async (path: string): Promise<string> => {
  const bytes = await readFile(path).catch((error: Error) => refuse(path, error.message));
  return isUtf8(bytes) ? new TextDecoder().decode(bytes) : refuse(path, 'is not UTF-8');
};

const refuse = (path: string, reason: string): never => {
  throw new FaultyFile(path, [{ field: 'file', reason }]);
};
