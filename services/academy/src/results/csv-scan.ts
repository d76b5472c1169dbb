/** A fault of the whole file: from this line on, its rows can no longer be told apart, or not be read. */
export class ScanFault extends Error {
  override readonly name = 'ScanFault';
  constructor(
    readonly line: number,
    readonly reason: string,
  ) {
    super(`line ${line}: ${reason}`);
  }
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const LF = 0x0a;
const CR = 0x0d;
const MARK = Buffer.from('\ufeff');
/** No honest record is longer. */
const RECORD_BYTES = 1_000_000;

/** Where the next byte stands; `closed` follows a quote that ends a quoted field or, doubled, stands for itself. */
type Place = 'start' | 'plain' | 'quoted' | 'closed';

/** Reads the bytes of a CSV file only to tell its records apart, the header among them. @throws ScanFault */
export class CsvScan {
  /** Records that are not blank. */
  records = 0;
  private readonly text = new TextDecoder('utf-8', { fatal: true });
  private place: Place = 'start';
  private line = 1;
  private quotedOn = 1;
  private last = 0;
  private bytes = 0;
  private begun = false;

  push(chunk: Uint8Array): void {
    if (!decodes(this.text, chunk)) throw new ScanFault(this.line + undecodable(chunk), 'is not UTF-8');
    const marked = !this.begun && MARK.equals(chunk.subarray(0, MARK.length));
    this.begun = true;
    for (let at = marked ? MARK.length : 0; at < chunk.length; at += 1) this.take(chunk[at] ?? 0);
  }

  end(): void {
    if (!decodes(this.text)) throw new ScanFault(this.line, 'is not UTF-8');
    if (this.place === 'quoted') throw new ScanFault(this.quotedOn, 'a quote is never closed');
    this.endRecord();
  }

  private take(byte: number): void {
    const second = byte === LF && this.last === CR;
    const breaks = (byte === LF || byte === CR) && !second;
    this.last = byte;
    if (this.place === 'quoted') {
      this.grow();
      if (byte === QUOTE) this.place = 'closed';
    } else if (breaks) {
      this.endRecord();
    } else if (!second) {
      this.grow();
      this.place = this.after(byte);
    }
    if (breaks) this.line += 1;
  }

  private after(byte: number): Place {
    if (byte === COMMA) return 'start';
    if (byte === QUOTE && this.place === 'closed') return 'quoted';
    if (byte === QUOTE && this.place === 'start') {
      this.quotedOn = this.line;
      return 'quoted';
    }
    if (this.place === 'closed')
      throw new ScanFault(this.line, 'a quote is closed in the middle of a field, or one before it never is');
    return 'plain';
  }

  private grow(): void {
    this.bytes += 1;
    if (this.bytes <= RECORD_BYTES) return;
    if (this.place === 'quoted') throw new ScanFault(this.quotedOn, 'a quote is never closed');
    throw new ScanFault(this.line, `the record is longer than ${RECORD_BYTES} bytes`);
  }

  private endRecord(): void {
    if (this.bytes > 0) this.records += 1;
    this.bytes = 0;
    this.place = 'start';
  }
}

/** `more` may follow; without a chunk, whether nothing is left over at the end. */
const decodes = (
  decoder: InstanceType<typeof TextDecoder>,
  chunk?: Uint8Array,
  more = chunk !== undefined,
): boolean => {
  try {
    decoder.decode(chunk, { stream: more });
    return true;
  } catch {
    return false;
  }
};

/** How many lines into the chunk the fault is; the first line may continue a character of the chunk before. */
const undecodable = (chunk: Uint8Array): number => {
  for (let at = chunk.indexOf(LF), line = 1; at >= 0; line += 1) {
    const next = chunk.indexOf(LF, at + 1);
    const text = chunk.subarray(at + 1, next < 0 ? chunk.length : next);
    if (!decodes(new TextDecoder('utf-8', { fatal: true }), text, next < 0)) return line;
    at = next;
  }
  return 0;
};
