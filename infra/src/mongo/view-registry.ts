import { NoGenerationError, type Indexes, type ViewSet, type ViewShapes } from '@proficio/events';
import { isDuplicate } from './outage.js';
import type { Listed, Places, SetState } from './places.js';
import { indexedFields } from './shapes.js';

type Partition = Omit<ViewSet, 'generation'>;

export const nameOf = ({ projection, version, partition, generation }: ViewSet): string =>
  `${projection}@${version}/${partition}/${generation}`;
const idOf = ({ projection, version, partition }: Partition): string =>
  JSON.stringify([projection, version, partition]);
const generationField = (generation: number) => `generations.${generation}`;

interface View {
  readonly indexes: Indexes;
  readonly fields: readonly string[];
}

/** A set as this process knows it: its id and its views. */
export interface KnownSet {
  readonly id: string;
  readonly shapes: string;
  readonly views: ReadonlyMap<string, View>;
}

export const knownOf = ({ _id, shapes }: Pick<SetState, '_id' | 'shapes'>): KnownSet => ({
  id: _id,
  shapes,
  views: new Map(
    Object.entries(JSON.parse(shapes) as ViewShapes).map(([view, indexes]) => [
      view,
      { indexes, fields: indexedFields(indexes) },
    ]),
  ),
});

/** One of a version that was seen to be active, and where that is listed. */
export interface LiveSet {
  readonly listed: string;
  readonly generation: number;
  readonly known: KnownSet;
}

/** Which sets there are, and which of them queries read. What was looked up is kept until it is seen to be otherwise. */
export class ViewRegistry {
  private readonly known = new Map<string, KnownSet>();
  /** Generations that were active when they were last looked at, by version. */
  private readonly live = new Map<string, number>();

  constructor(
    private readonly places: Places,
    private readonly newId: () => string,
  ) {}

  /** Gives the set's id, and lists it under a new one where it is not listed. */
  async list(set: ViewSet): Promise<string> {
    const found = await this.idOf(set);
    if (found !== undefined) return found;
    const { projection, version, partition, generation } = set;
    const field = generationField(generation);
    const added = { $set: { [field]: this.newId() }, $setOnInsert: { projection, version, partition, active: null } };
    await this.places.listed
      .updateOne({ _id: idOf(set), [field]: { $exists: false } }, added, { upsert: true })
      .catch((error: unknown) => {
        if (!isDuplicate(error)) throw error;
      });
    return this.list(set);
  }

  async sets(): Promise<readonly ViewSet[]> {
    const all = await this.places.listed.find().toArray();
    return all.flatMap(({ projection, version, partition, generations }) =>
      Object.keys(generations).map((generation) => ({
        projection,
        version,
        partition,
        generation: Number(generation),
      })),
    );
  }

  async active(partition: Partition): Promise<number | undefined> {
    return (await this.listed(partition))?.active ?? undefined;
  }

  /** Gives false when `expected` is not the active one. */
  async activate(set: ViewSet, expected: number | undefined): Promise<boolean> {
    const { matchedCount } = await this.places.listed.updateOne(
      { _id: idOf(set), active: expected ?? null, [generationField(set.generation)]: { $exists: true } },
      { $set: { active: set.generation } },
    );
    return matchedCount > 0;
  }

  /** Gives the id of what is no longer listed, or undefined where nothing was. Even the active one when it is told to. */
  async unlist(set: ViewSet, evenActive = false): Promise<string | undefined> {
    const field = generationField(set.generation);
    const id = await this.idOf(set);
    if (id === undefined) return undefined;
    const isIt = { _id: idOf(set), [field]: id };
    const { matchedCount } = await (evenActive
      ? this.places.listed.updateOne(isIt, { $unset: { [field]: '' }, $set: { active: null } })
      : this.places.listed.updateOne({ ...isIt, active: { $ne: set.generation } }, { $unset: { [field]: '' } }));
    this.known.delete(nameOf(set));
    return matchedCount > 0 ? id : undefined;
  }

  /** When nothing is listed any more. */
  async forgetVersion(version: Partition): Promise<void> {
    await this.places.listed.deleteOne({ _id: idOf(version), generations: {} });
  }

  /** Undefined for a set that is not listed, or of which there is nothing yet. */
  async find(set: ViewSet): Promise<KnownSet | undefined> {
    return this.known.get(nameOf(set)) ?? this.look(set);
  }

  /** As it is now, whatever was known. */
  async look(set: ViewSet): Promise<KnownSet | undefined> {
    this.known.delete(nameOf(set));
    const id = await this.idOf(set);
    if (id === undefined) return undefined;
    const state = await this.places.sets.findOne({ _id: id, dropped: false }, { projection: { shapes: 1 } });
    return state ? this.remember(set, knownOf(state)) : undefined;
  }

  /** A set as it is known, or as it is now where that lacks the view: another process may have added it. */
  async withView(set: ViewSet, view: string): Promise<KnownSet> {
    const known = await this.find(set);
    const newest = known?.views.has(view) ? known : await this.look(set);
    if (!newest?.views.has(view)) throw new Error(`there is no view ${view} in ${nameOf(set)}`);
    return newest;
  }

  /** What was active when it was last looked at: whoever reads of it must see afterwards that it still is. */
  async liveSet(of: Partition, view: string): Promise<LiveSet> {
    const generation = this.live.get(idOf(of)) ?? (await this.active(of));
    if (generation === undefined) throw new NoGenerationError(of);
    try {
      const known = await this.withView({ ...of, generation }, view);
      this.live.set(idOf(of), generation);
      return { listed: idOf(of), generation, known };
    } catch (error) {
      this.live.delete(idOf(of));
      if ((await this.active(of)) === generation) throw error;
      return this.liveSet(of, view);
    }
  }

  /** Are they all listed as active, each under its id? One that is not is looked up the next time. */
  areLive(sets: readonly LiveSet[], listed: readonly Listed[]): boolean {
    const gone = sets.filter(({ listed: id, generation, known }) => {
      const found = listed.find(({ _id }) => _id === id);
      return found?.active !== generation || found.generations[generation] !== known.id;
    });
    for (const { listed: id } of gone) this.live.delete(id);
    return gone.length === 0;
  }

  remember(set: ViewSet, known: KnownSet): KnownSet {
    this.known.set(nameOf(set), known);
    return known;
  }

  private async idOf(set: ViewSet): Promise<string | undefined> {
    return (await this.listed(set))?.generations[set.generation];
  }

  /** Another process may have removed a generation and made it anew. */
  private async listed(partition: Partition): Promise<Listed | undefined> {
    const listed = await this.places.listed.findOne({ _id: idOf(partition) });
    for (const [generation, id] of Object.entries(listed?.generations ?? {})) {
      const name = nameOf({ ...partition, generation: Number(generation) });
      if (this.known.get(name)?.id !== id) this.known.delete(name);
    }
    return listed ?? undefined;
  }
}
