import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

/** What these tests look at of a manifest; its kind's schema says what else there is. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly stringData?: Readonly<Record<string, string>>;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a test's own manifest tells the shape
  readonly spec?: any;
}

const FOLDER = join(import.meta.dirname, '../../infra/k8s');
export const KUSTOMIZATION = 'kustomization.yaml';
/** What is applied beside it where competency is split. */
export const PARTITIONS = join(import.meta.dirname, '../../infra/k8s-partitions');

export const textOf = (file: string, folder = FOLDER): string => readFileSync(join(folder, file), 'utf8');
export const files = readdirSync(FOLDER).filter((file) => file !== KUSTOMIZATION);
export const listed: readonly string[] = parse(textOf(KUSTOMIZATION)).resources;
export const manifestsIn = (text: string): readonly Manifest[] =>
  parseAllDocuments(text).map((document) => document.toJS());

export const manifests = files.flatMap((file) => manifestsIn(textOf(file)));
export const ofKind = (kind: string): readonly Manifest[] => manifests.filter((manifest) => manifest.kind === kind);
export const named = (kind: string, name: string): Manifest => {
  const found = ofKind(kind).find(({ metadata }) => metadata.name === name);
  if (!found) throw new Error(`there is no ${kind} ${name}`);
  return found;
};
