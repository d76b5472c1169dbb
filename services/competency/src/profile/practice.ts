import { newHistory, type Row, type Stretch } from '../estimator/index.js';
import { digits, word } from '../fields.js';

/** A line that was taken apart; one that is new stands behind all others. */
interface Taken {
  readonly from: number;
  readonly end: number;
  readonly name: string;
  readonly history: Row;
}

/**
 * What a learner did on each of many items: a text with a line for each, of which only those are taken apart that are
 * asked for. A learner meets a few of them at a time, and the others are never read.
 */
export class Practice {
  private readonly taken = new Map<string, Taken>();

  constructor(private lines = '') {}

  /** On one item, made where it is new. Whoever asks may change it, until `laid` is called. */
  historyOf(item: string): Stretch {
    const { history } = this.taken.get(item) ?? this.take(item);
    return { row: history, from: 0 };
  }

  /** As text, with what became of the lines that were taken apart. */
  laid(): string {
    if (this.taken.size === 0) return this.lines;
    const parts: string[] = [];
    let done = 0;
    for (const { from, end, name, history } of [...this.taken.values()].sort((a, b) => a.from - b.from)) {
      parts.push(this.lines.slice(done, from), name, ...history.map((number) => ` ${digits(number)}`));
      done = end;
    }
    parts.push(this.lines.slice(done));
    this.taken.clear();
    return (this.lines = parts.join(''));
  }

  private take(item: string): Taken {
    const name = `\n${word(item)}`;
    const from = this.lines.indexOf(`${name} `);
    const taken = from < 0 ? this.begun(name) : this.read(name, from);
    this.taken.set(item, taken);
    return taken;
  }

  private begun(name: string): Taken {
    const end = this.lines.length;
    return { from: end, end, name, history: newHistory() };
  }

  private read(name: string, from: number): Taken {
    const next = this.lines.indexOf('\n', from + name.length);
    const end = next < 0 ? this.lines.length : next;
    const history = newHistory();
    const fields = this.lines.slice(from + name.length + 1, end).split(' ');
    fields.forEach((field, place) => (history[place] = Number(field)));
    return { from, end, name, history };
  }
}
