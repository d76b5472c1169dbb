import type { ViewSet } from '@proficio/events';

/** SQLite compares the names of tables and columns without regard to case; ours differ by it, so capitals are marked. */
const marked = (name: string): string => encodeURIComponent(name).replace(/[A-Z]/g, '^$&');
const quoted = (name: string): string => `"${name}"`;

/** A view of a set has a table of its own, which says whose it is: `"learner-skills@2/all/1/skill"`. */
export const tableOf = ({ projection, version, partition, generation }: ViewSet, view: string): string =>
  quoted(`${marked(projection)}@${version}/${marked(partition)}/${generation}/${marked(view)}`);

/** Column that repeats a field of the document, so that an index can sort by it. */
export const columnOf = (field: string): string => quoted(`doc.${marked(field)}`);

/** Indexes over the same fields are the same index, whatever they are called. */
export const indexOf = (table: string, fields: readonly string[]): string =>
  quoted(`${table.slice(1, -1)}(${fields.map(marked).join(',')})`);
