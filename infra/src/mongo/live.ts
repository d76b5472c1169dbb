import type { Live, LiveDocuments, LivePage } from '@proficio/events';
import { MongoServerSelectionError, type Document } from 'mongodb';
import { foundIn } from './documents.js';
import { idOf, type Kept } from './kept.js';
import { plannedPage, walked, type PlannedPage } from './pages.js';
import type { ParsedDocuments } from './parsed.js';
import type { Listed, Places } from './places.js';
import type { LiveSet, ViewRegistry } from './view-registry.js';

export interface Asked {
  readonly documents: readonly LiveDocuments[];
  readonly pages: readonly LivePage[];
}

/** A read of the sets that were active when they were last looked at. */
interface Planned {
  readonly sets: readonly LiveSet[];
  readonly documents: readonly { readonly set: LiveSet; readonly view: string; readonly ids: readonly string[] }[];
  readonly pages: readonly { readonly set: LiveSet; readonly view: string; readonly page: PlannedPage }[];
}

/** What was found, and what was listed as active after all of it was read. */
interface Found {
  readonly documents: readonly (readonly Kept[])[];
  readonly pages: readonly (readonly Kept[])[];
  readonly listed: readonly Listed[];
}

/**
 * Reads first and looks afterwards. What is listed as active then has been so since it was first seen to be, and is only
 * removed once it is not: so what was read was of the active set, and what was not found is not there. Else the read is
 * made anew, of the set that is active now.
 */
export const readLive = async (
  places: Places,
  registry: ViewRegistry,
  parsed: ParsedDocuments,
  asked: Asked,
): Promise<Live> => {
  for (;;) {
    const planned = await plan(registry, asked);
    const found = await read(places, planned);
    if (registry.areLive(planned.sets, found.listed)) return shown(places, parsed, planned, found);
  }
};

const plan = async (registry: ViewRegistry, asked: Asked): Promise<Planned> => {
  const sets = new Map<string, LiveSet>();
  const setOf = async (of: LiveDocuments['of'], view: string): Promise<LiveSet> => {
    const set = await registry.liveSet(of, view);
    sets.set(set.listed, set);
    return set;
  };
  const documents: Planned['documents'][number][] = [];
  for (const { of, view, tenant, keys } of asked.documents)
    documents.push({ set: await setOf(of, view), view, ids: keys.map((key) => idOf({ tenant, key })) });
  const pages: Planned['pages'][number][] = [];
  for (const { of, page } of asked.pages) {
    const set = await setOf(of, page.view);
    pages.push({ set, view: page.view, page: plannedPage(set.known, page) });
  }
  return { sets: [...sets.values()], documents, pages };
};

const shown = (places: Places, parsed: ParsedDocuments, { documents, pages }: Planned, found: Found): Live => ({
  documents: documents.map(({ set, view, ids }, n) => {
    const { collectionName } = places.view(set.known.id, view);
    const docs = new Map(found.documents[n]?.map((kept) => [kept._id, parsed.of(collectionName, kept)]));
    return ids.map((id) => docs.get(id));
  }),
  pages: pages.map(({ page }, n) => page.pageOf(found.pages[n] ?? [])),
});

/** One answer holds so many documents with room, in the 16 MiB that it may have. */
const FEW = 100;

const read = async (places: Places, planned: Planned): Promise<Found> => {
  const { documents, pages } = planned;
  const most = [...documents.map(({ ids }) => ids.length), ...pages.map(({ page }) => page.most)];
  const isSmall = pages.every(({ page }) => page.filters.length === 1) && most.reduce((a, b) => a + b, 0) <= FEW;
  const found = isSmall ? await together(places, planned) : undefined;
  return found ?? oneByOne(places, planned);
};

const oneByOne = async (places: Places, { sets, documents, pages }: Planned): Promise<Found> => {
  const found: (readonly Kept[])[] = [];
  for (const { set, view, ids } of documents) found.push(await foundIn(places.view(set.known.id, view), ids));
  const rows: (readonly Kept[])[] = [];
  for (const { set, view, page } of pages) rows.push(await walked(places.view(set.known.id, view), page));
  const listed = await places.listed.find({ _id: { $in: sets.map((set) => set.listed) } }).toArray();
  return { documents: found, pages: rows, listed };
};

/** All of it by one command, whose stages a server runs one after the other; undefined where that is too much for one. */
const together = async (places: Places, { sets, documents, pages }: Planned): Promise<Found | undefined> => {
  const names = sets.map(({ listed }) => listed);
  const keys = Object.fromEntries(documents.map(({ ids }, n) => [`ids${n}`, { $literal: ids }]));
  const stages: readonly Document[] = [
    { $match: { _id: names[0] } },
    { $addFields: { ...keys, names: { $literal: names } } },
    ...documents.map(({ set, view }, n) =>
      byId(places.view(set.known.id, view).collectionName, `ids${n}`, `documents${n}`),
    ),
    ...pages.map(({ set, view, page }, n) => byWalk(places.view(set.known.id, view).collectionName, page, `pages${n}`)),
    byId(places.listed.collectionName, 'names', 'listed'),
  ];
  try {
    const answer = await places.first(stages);
    const of = <T>(name: string): readonly T[] => (answer?.[name] as readonly T[] | undefined) ?? [];
    return {
      documents: documents.map((_, n) => of<Kept>(`documents${n}`)),
      pages: pages.map((_, n) => of<Kept>(`pages${n}`)),
      listed: of<Listed>('listed'),
    };
  } catch (error) {
    // A server was found, and did not answer: the plain way tries twice.
    if (error instanceof MongoServerSelectionError) throw error;
    return undefined;
  }
};

const byId = (from: string, localField: string, as: string): Document => ({
  $lookup: { from, localField, foreignField: '_id', as },
});

const byWalk = (from: string, { filters, order, most }: PlannedPage, as: string): Document => ({
  $lookup: { from, pipeline: [{ $match: filters[0] }, { $sort: order }, { $limit: most }], as },
});
