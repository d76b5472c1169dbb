import { SingleBar } from 'cli-progress';

/** Tells how far long work is: a bar on a terminal, a line now and then elsewhere. */
export interface Progress {
  /** `of`: where the whole turns out to be another than was thought. */
  readonly done: (count: number, of?: number) => void;
  readonly end: () => void;
}

type Terminal = NodeJS.WritableStream & { readonly isTTY?: boolean };

const EVERY_MS = 5000;

export const progress = (
  what: string,
  total: number,
  to: Terminal = process.stderr,
  clock: () => number = () => performance.now(),
): Progress => (to.isTTY ? bar(what, total, to, clock) : lines(what, total, to, clock));

const bar = (what: string, total: number, to: Terminal, clock: () => number): Progress => {
  const began = clock();
  const drawn = new SingleBar({
    stream: to,
    format: `${what} [{bar}] {value} of {total} | {rate} a second | {left} left`,
    hideCursor: true,
  });
  drawn.start(total, 0, { rate: '-', left: '-' });
  return {
    done: (count, of = total) => {
      drawn.setTotal(of);
      drawn.update(count, pace(count, of, clock() - began));
    },
    end: () => drawn.stop(),
  };
};

const lines = (what: string, total: number, to: Terminal, clock: () => number): Progress => {
  const began = clock();
  let told = began;
  return {
    done: (count, of = total) => {
      if (clock() - told < EVERY_MS) return;
      told = clock();
      const { rate, left } = pace(count, of, told - began);
      to.write(`${what}: ${count} of ${of}, ${rate} a second, ${left} left\n`);
    },
    end: () => undefined,
  };
};

const pace = (count: number, total: number, elapsedMs: number) => {
  const rate = (count / Math.max(elapsedMs, 1)) * 1000;
  return { rate: Math.round(rate), left: rate > 0 ? `${Math.ceil((total - count) / rate)} s` : '-' };
};
