import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { parseDocument, type YAMLParseError } from 'yaml';
import type { z } from 'zod';
import { FaultyFile } from './faulty-file.js';

/**
 * Reads a JSON or YAML file, the former being a case of the latter, as a document of this shape.
 * @throws FaultyFile with every fault that the shape finds
 */
export const readDocument = async <T>(path: string, shape: z.ZodType<T>): Promise<T> => {
  const parsed = shape.safeParse(contentOf(path, await textOf(path)));
  if (parsed.success) return parsed.data;
  throw new FaultyFile(
    path,
    parsed.error.issues.map(({ path: field, message }) => ({ field: field.join('.') || 'file', reason: message })),
  );
};

const contentOf = (path: string, text: string): unknown => {
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
