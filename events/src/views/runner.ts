import { setTimeout as sleep } from 'node:timers/promises';
import { ConflictError, PositionError, type EventBatch, type EventStore } from '../ports/event-store.js';
import { Folding, type OnSetAside } from './folding.js';
import { lookingOn } from './looking-on.js';
import { placeOf, queryOf, shapesOf, type Projection } from './projection.js';
import type { ViewSet, ViewStore } from '../ports/view-store.js';

export interface RunnerOptions {
  /** Other processes build it: this one looks how far it is, and never takes over. */
  readonly isElsewhere?: boolean;
  /** Bytes of documents kept hot, about. */
  readonly hot?: number;
  /** How long another runner's checkpoint must stand still, with events behind it, before this one takes over. */
  readonly patienceMs?: number;
  readonly onError?: (error: unknown) => void;
  readonly onSetAside?: OnSetAside;
  /** Told whenever the views contain more. */
  readonly onReach?: (position: bigint) => void;
}

/** `after` was not reached in time. */
export class NotYetError extends Error {
  override readonly name = 'NotYetError';
}

const HOT = 48 * 1024 * 1024;

const QUIET_CHECKPOINT_MS = 1000;

/** While nobody waits and the log holds more, events of several batches are folded together, up to about so many. */
const GATHERED = 8192;

/**
 * While nobody waits, a projection rests so many times as long as its batch took, so that batches grow with the load. It
 * rests at least as long as a reader hardly notices: every append wakes all projections, and to look anew each time costs
 * more than to fold.
 */
const RESTS = 4;
const SHORTEST_REST_MS = 25;
const LONGEST_REST_MS = 1000;

/** How often whoever stands by looks where the views are, while somebody waits for that. */
const LOOK_MS = 25;

/**
 * Keeps one projection's active generation up with the log. Competing runners need no protocol but the commit's
 * compare-and-swap: whoever conflicts drops what it holds and stands by until the checkpoint stands still.
 */
export class Runner {
  private reached: bigint | undefined;
  /** The generation that it was opened with, until it is followed. */
  private opened: number | undefined;
  private readonly waiting = new Set<() => void>();
  private awaken: () => void = () => undefined;

  constructor(
    private readonly projection: Projection,
    private readonly events: EventStore,
    private readonly views: ViewStore,
    private readonly options: RunnerOptions = {},
  ) {}

  /** Makes the first generation where there is none; queries may be asked from then on. */
  async open(): Promise<void> {
    const set = await this.activeSet();
    await this.views.create(set, shapesOf(this.projection));
    this.opened = set.generation;
    this.reached = await this.views.checkpoint(set);
  }

  /** Runs until `signal` aborts. An error other than a conflict is reported, and the run begins again after a pause. */
  async run(signal: AbortSignal): Promise<void> {
    for (let pause = 100; !signal.aborted; pause = Math.min(pause * 2, 5000)) {
      const before = this.reached;
      try {
        await (this.options.isElsewhere ? this.standBy(signal) : this.follow(signal));
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof ConflictError) await this.standBy(signal);
        else this.options.onError?.(error);
        if (this.reached !== before) pause = 100;
        if (!(error instanceof ConflictError)) await sleep(pause, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** Where the views stand; undefined before anything was read. */
  get position(): bigint | undefined {
    return this.reached;
  }

  /** Resolves when the views contain everything up to `position`. @throws PositionError, NotYetError */
  async until(position: bigint, timeoutMs: number): Promise<void> {
    if (this.has(position)) return;
    const head = await this.events.head();
    if (position > head) throw new PositionError(position, head);
    const deadline = Date.now() + timeoutMs;
    while (!this.has(position)) {
      const left = deadline - Date.now();
      if (left <= 0) throw new NotYetError(`${this.projection.name} has not reached ${position}`);
      await this.moved(left);
    }
  }

  private has(position: bigint): boolean {
    return this.reached !== undefined && this.reached >= position;
  }

  private moved(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, timeoutMs);
      this.waiting.add(wake);
      this.awaken();
    });
  }

  /** A document that many events change is then written once for all of them, and writers have the time to themselves. */
  private rest(tookMs: number, signal: AbortSignal): Promise<void> {
    return this.unlessAsked(Math.min(Math.max(tookMs * RESTS, SHORTEST_REST_MS), LONGEST_REST_MS), signal);
  }

  /** Waits so long, or until somebody waits for a position. */
  private async unlessAsked(ms: number, signal: AbortSignal): Promise<void> {
    if (this.waiting.size > 0 || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        this.awaken = () => undefined;
        resolve();
      };
      const timer = setTimeout(wake, ms);
      signal.addEventListener('abort', wake);
      this.awaken = wake;
    });
  }

  /** The views contain everything up to here: also said from outside, where the projection runs in another thread. */
  reach(position: bigint): void {
    this.reached = position;
    this.options.onReach?.(position);
    for (const wake of [...this.waiting]) wake();
  }

  private async follow(signal: AbortSignal): Promise<void> {
    const set = await this.activeSet();
    try {
      await this.followIn(set, signal);
    } catch (error) {
      // A rebuild that took the generation away is no other runner, and nobody waits for it.
      const isTaken = error instanceof ConflictError && (await this.activeSet()).generation !== set.generation;
      if (!isTaken) throw error;
    }
  }

  private async followIn(set: ViewSet, signal: AbortSignal): Promise<void> {
    const { hot = HOT, onSetAside } = this.options;
    // One that somebody else made may lack what this release has, or have been made anew since.
    if (this.opened !== set.generation) await this.views.create(set, shapesOf(this.projection));
    this.opened = undefined;
    const folding = await Folding.open(this.projection, this.views, set, hot, onSetAside);
    // A generation that a rebuild put here holds what this runner has not seen, and nothing may come after it.
    const { checkpoint } = folding;
    if (checkpoint !== undefined && checkpoint > (this.reached ?? -1n)) this.reach(checkpoint);
    // What it reads first may be long, and is not to be read again by who starts next.
    let written = -Infinity;
    let gathered: EventBatch | undefined;
    for await (const batch of this.events.subscribe(queryOf(this.projection), checkpoint, signal)) {
      const began = performance.now();
      gathered = gathered ? joined(gathered, batch) : batch;
      if (await this.gathers(batch, gathered.events.length)) continue;
      if ((await this.activeSet()).generation !== set.generation) return;
      if (gathered.events.length > 0 || Date.now() - written >= QUIET_CHECKPOINT_MS) {
        await folding.fold(gathered);
        written = Date.now();
        // Queries may read another generation since, and that one need not be as far.
        if ((await this.activeSet()).generation !== set.generation) return;
      }
      this.reach(gathered.position);
      gathered = undefined;
      await this.rest(performance.now() - began, signal);
    }
  }

  private async gathers({ events, position }: EventBatch, gathered: number): Promise<boolean> {
    if (this.waiting.size > 0 || events.length === 0 || gathered >= GATHERED) return false;
    return (await this.events.head()) > position;
  }

  private async activeSet(): Promise<ViewSet> {
    const set = placeOf(this.projection);
    const generation = await this.views.active(set);
    if (generation !== undefined) return { ...set, generation };
    const first = { ...set, generation: 1 };
    await this.views.create(first, shapesOf(this.projection));
    await this.views.activate(first, undefined).catch((error: unknown) => {
      if (!(error instanceof ConflictError)) throw error;
    });
    return first;
  }

  private async standBy(signal: AbortSignal): Promise<void> {
    const { patienceMs: patience = 2000, isElsewhere = false } = this.options;
    const reachedFrom = lookingOn(this.events, queryOf(this.projection), () => this.waiting.size > 0);
    let moved = Date.now();
    for (let seen: bigint | undefined | null = null; !signal.aborted;) {
      const checkpoint = await this.views.checkpoint(await this.activeSet());
      if (checkpoint !== seen || isElsewhere) moved = Date.now();
      else if (Date.now() - moved >= patience && (checkpoint ?? -1n) < (await this.events.head())) return;
      seen = checkpoint;
      const reached = await reachedFrom(checkpoint);
      if (reached !== undefined) this.reach(reached);
      await this.unlessAsked(patience, signal);
      await sleep(Math.min(LOOK_MS, patience), undefined, { signal }).catch(() => undefined);
    }
  }
}

const joined = (a: EventBatch, b: EventBatch): EventBatch => ({
  events: [...a.events, ...b.events],
  position: b.position,
});
