import { isUtf8 } from 'node:buffer';
import { createHash, type Hash } from 'node:crypto';

const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;
/** What is kept of the last line, to see whether it was cut. */
const LAST_LINE_BYTES = 1 << 20;

/** Facts about the bytes of a file; nothing here depends on columns or kinds. */
export interface ByteFacts {
  /** Null where the scanner was told not to hash. */
  readonly sha256: string | null;
  readonly bytes: number;
  readonly bom: 'utf8' | 'utf16le' | 'utf16be' | 'gb18030' | null;
  /** Offset of the first byte that is not UTF-8, or null. */
  readonly badByte: number | null;
  readonly lineEndings: { readonly lf: number; readonly crlf: number; readonly cr: number };
  /** Physical lines, ended by LF or CRLF; the last one may lack its end. A lone CR does not count here. */
  readonly lines: number;
  /** Empty lines that stand before the last line with content. */
  readonly blankInside: number;
  /** Empty lines after it. */
  readonly blankAtEnd: number;
  /** Lines with an odd number of quotes. */
  readonly oddQuoteLines: number;
  readonly quotes: number;
  readonly hasNul: boolean;
  readonly longestLine: number;
  /** In UTF-16 only LF counts. */
  readonly endsWithNewline: boolean;
  /** Bytes of the last line where it lacks its end, at most 1 MiB; empty otherwise. */
  readonly lastLine: Buffer;
}

/** Takes a file's bytes chunk by chunk and counts what decides how it can be read. */
export class ByteScanner {
  private readonly hash: Hash | null;
  private bytes = 0;
  private head = Buffer.alloc(0);
  private carry = Buffer.alloc(0);
  private badByte: number | null = null;
  private lf = 0;
  private crlf = 0;
  private crs = 0;
  private lineStart = 0;
  private previous = -1;
  private blankRun = 0;
  private blankInside = 0;
  private quotesInLine = 0;
  private oddQuoteLines = 0;
  private quotes = 0;
  private hasNul = false;
  private longestLine = 0;
  private tail: Buffer[] = [];
  private tailBytes = 0;

  constructor(withHash = true) {
    this.hash = withHash ? createHash('sha256') : null;
  }

  push(chunk: Buffer): void {
    if (chunk.length === 0) return;
    this.hash?.update(chunk);
    if (this.head.length < 4) this.head = Buffer.concat([this.head, chunk.subarray(0, 4)]);
    if (this.badByte === null) this.checkUtf8(chunk);
    if (!this.hasNul && chunk.indexOf(0) !== -1) this.hasNul = true;
    for (let at = chunk.indexOf(CR); at !== -1; at = chunk.indexOf(CR, at + 1)) this.crs += 1;
    this.countLines(chunk);
    this.bytes += chunk.length;
    this.previous = chunk[chunk.length - 1] ?? -1;
  }

  finish(): ByteFacts {
    if (this.carry.length > 0 && this.badByte === null) this.badByte = this.bytes - this.carry.length;
    const open = this.bytes > this.lineStart;
    if (open) this.endLine(this.bytes - this.lineStart, false);
    return {
      sha256: this.hash?.digest('hex') ?? null,
      bytes: this.bytes,
      bom: bomOf(this.head),
      badByte: this.badByte,
      lineEndings: { lf: this.lf - this.crlf, crlf: this.crlf, cr: this.crs - this.crlf },
      lines: this.lf + (open ? 1 : 0),
      blankInside: this.blankInside,
      blankAtEnd: this.blankRun,
      oddQuoteLines: this.oddQuoteLines,
      quotes: this.quotes,
      hasNul: this.hasNul,
      longestLine: this.longestLine,
      endsWithNewline: !open || this.endsOtherwise(),
      lastLine: open ? Buffer.concat(this.tail) : Buffer.alloc(0),
    };
  }

  /** After the last LF there is nothing but the other byte of a UTF-16LE one; or the line ended with CR alone. */
  private endsOtherwise(): boolean {
    if (bomOf(this.head) === 'utf16le') return this.previous === 0 && this.tailBytes === 1;
    return this.previous === CR;
  }

  private checkUtf8(chunk: Buffer): void {
    const { carry } = this;
    const [lead] = carry;
    // The character across two chunks is checked alone, so that no chunk has to be copied.
    const rest = lead === undefined ? 0 : sequenceLength(lead) - carry.length;
    const across = Buffer.concat([carry, chunk.subarray(0, rest)]);
    const body = chunk.subarray(rest);
    const cut = body.length - incompleteTail(body);
    if (chunk.length < rest && incompleteTail(across) === across.length) this.carry = across;
    else if (isUtf8(across) && isUtf8(body.subarray(0, cut))) this.carry = Buffer.from(body.subarray(cut));
    else {
      this.badByte = this.bytes - carry.length + firstBadByte(Buffer.concat([carry, chunk]));
      this.carry = Buffer.alloc(0);
    }
  }

  private countLines(chunk: Buffer): void {
    let quote = chunk.indexOf(QUOTE);
    let from = 0;
    for (let at = chunk.indexOf(LF); at !== -1; at = chunk.indexOf(LF, from)) {
      while (quote !== -1 && quote < at) {
        this.quotesInLine += 1;
        quote = chunk.indexOf(QUOTE, quote + 1);
      }
      const afterCr = (at === 0 ? this.previous : chunk[at - 1]) === CR;
      if (afterCr) this.crlf += 1;
      this.lf += 1;
      const end = this.bytes + at;
      this.endLine(end - this.lineStart, afterCr);
      this.lineStart = end + 1;
      from = at + 1;
    }
    while (quote !== -1) {
      this.quotesInLine += 1;
      quote = chunk.indexOf(QUOTE, quote + 1);
    }
    this.keepTail(chunk, from);
  }

  private endLine(length: number, afterCr: boolean): void {
    if (this.quotesInLine > 0) {
      this.quotes += this.quotesInLine;
      if (this.quotesInLine % 2 === 1) this.oddQuoteLines += 1;
      this.quotesInLine = 0;
    }
    if (length > this.longestLine) this.longestLine = length;
    if (length === 0 || (length === 1 && afterCr)) {
      this.blankRun += 1;
    } else if (this.blankRun > 0) {
      this.blankInside += this.blankRun;
      this.blankRun = 0;
    }
  }

  /** Keeps the unfinished line at the end of a chunk; `from` is where it starts when the chunk ended a line. */
  private keepTail(chunk: Buffer, from: number): void {
    if (from > 0) {
      this.tail = [];
      this.tailBytes = 0;
    }
    const room = LAST_LINE_BYTES - this.tailBytes;
    if (from === chunk.length || room <= 0) return;
    const rest = Buffer.from(chunk.subarray(from, from + room));
    this.tail.push(rest);
    this.tailBytes += rest.length;
  }
}

function bomOf(head: Buffer): ByteFacts['bom'] {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf16be';
  return head.subarray(0, 4).equals(Buffer.from([0x84, 0x31, 0x95, 0x33])) ? 'gb18030' : null;
}

/** How many bytes at the end begin a UTF-8 character without ending it: 0 to 3. */
function incompleteTail(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return sequenceLength(byte) > back ? back : 0;
  }
  return 0;
}

function sequenceLength(lead: number): number {
  if (lead >= 0xf0) return 4;
  return lead >= 0xe0 ? 3 : 2;
}

/**
 * Where the first character that is not UTF-8 begins. Halving finds the shortest prefix that is not UTF-8 even without
 * its unfinished end; the bad character begins where that prefix was last whole.
 */
function firstBadByte(bytes: Buffer): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    const prefix = bytes.subarray(0, middle);
    if (isUtf8(prefix.subarray(0, middle - incompleteTail(prefix)))) good = middle;
    else bad = middle;
  }
  return bad - 1 - incompleteTail(bytes.subarray(0, bad - 1));
}
