import type { Bilingual } from '../../model/bilingual.js';
import { TableError } from './table-trouble.js';

/** What an XML part tells its reader. Names come without their prefix; attributes as they were written. */
export interface XmlHandler {
  open(name: string, attributes: string): void;
  close(name: string): void;
  text(text: string): void;
}

/** A tag or a text longer than this is no spreadsheet. */
const LONGEST_PIECE = 4 << 20;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads XML as it streams in, as far as OOXML parts need it: elements, attributes, text, CDATA, the five named entities
 * and character references. A document type is refused, so no entity can grow or reach outside. Throws TableError.
 */
export class XmlScanner {
  private rest = '';
  private decode: ((chunk: Buffer) => string) | null = null;
  private depth = 0;
  private seen = false;

  constructor(private readonly handler: XmlHandler) {}

  push(chunk: Buffer): void {
    this.decode ??= decoderFor(chunk);
    try {
      this.rest += this.decode(chunk);
    } catch {
      throw notXml({ zh: '有不是文字的字节', en: 'bytes that are no text' });
    }
    this.rest = this.rest.slice(this.scan(this.rest));
    if (this.rest.length > LONGEST_PIECE)
      throw new TableError('E_WORKBOOK_LIMIT', { zh: '有一段文字达 4 MiB', en: 'a text of 4 MiB' });
  }

  /** Throws where the part ends inside an element. */
  finish(): void {
    if (!this.seen || this.depth !== 0 || this.rest.trim() !== '')
      throw notXml({ zh: '有一部分被截断', en: 'a part that is cut' });
  }

  /** Returns how many characters were used. */
  private scan(text: string): number {
    let at = 0;
    for (;;) {
      const open = text.indexOf('<', at);
      if (open === -1) return at;
      const end = endOfMarkup(text, open);
      if (end === -1) return at;
      if (open > at && this.depth > 0) this.handler.text(decodeText(text.slice(at, open)));
      this.markup(text, open, end);
      at = end;
    }
  }

  private markup(text: string, open: number, end: number): void {
    const second = text[open + 1];
    if (second === '?') return;
    if (second === '!') {
      if (text.startsWith('<![CDATA[', open)) this.handler.text(text.slice(open + 9, end - 3));
      else if (!text.startsWith('<!--', open))
        throw notXml({ zh: '含有文档类型声明', en: 'a document type' });
      return;
    }
    if (second === '/') {
      this.depth -= 1;
      if (this.depth < 0)
        throw notXml({ zh: '有结束标记没有对应的开始标记', en: 'an element that was never opened' });
      this.handler.close(localName(text.slice(open + 2, end - 1).trimEnd()));
      return;
    }
    this.element(text.slice(open + 1, end - 1));
  }

  private element(tag: string): void {
    this.seen = true;
    const selfClosing = tag.endsWith('/');
    const body = selfClosing ? tag.slice(0, -1) : tag;
    const space = body.search(/\s/);
    const name = localName(space === -1 ? body : body.slice(0, space));
    this.handler.open(name, space === -1 ? '' : body.slice(space));
    if (selfClosing) this.handler.close(name);
    else this.depth += 1;
  }
}

/** Where the tag, comment or section that begins at `open` ends; -1 where that has not come yet. */
function endOfMarkup(text: string, open: number): number {
  if (text.startsWith('<!--', open)) return after(text, '-->', open + 4);
  if (text.startsWith('<![CDATA[', open)) return after(text, ']]>', open + 9);
  let at = open + 1;
  for (;;) {
    const end = text.indexOf('>', at);
    if (end === -1) return -1;
    const quote = openQuote(text, open, end);
    if (quote === null) return end + 1;
    at = text.indexOf(quote, end);
    if (at === -1) return -1;
  }
}

function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at === -1 ? -1 : at + mark.length;
}

const DOUBLE = 0x22;
const SINGLE = 0x27;

/** The quote that is open at `end`, if an attribute holds the `>` found there. Looks no further: most tags are short. */
function openQuote(text: string, open: number, end: number): string | null {
  let quote = 0;
  for (let at = open; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code !== DOUBLE && code !== SINGLE) continue;
    if (quote === 0) quote = code;
    else if (quote === code) quote = 0;
  }
  return quote === 0 ? null : String.fromCharCode(quote);
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

/** The value of an attribute, with its prefix where it has one, or null. */
export function attribute(attributes: string, name: string): string | null {
  for (const quote of ['"', "'"]) {
    let at = attributes.indexOf(`${name}=${quote}`);
    while (at > 0 && !/[\s:]/.test(attributes[at - 1] ?? ''))
      at = attributes.indexOf(`${name}=${quote}`, at + 1);
    if (at === -1) continue;
    const start = at + name.length + 2;
    const end = attributes.indexOf(quote, start);
    if (end !== -1) return decodeText(attributes.slice(start, end));
  }
  return null;
}

function decodeText(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|([a-z]{2,4}));|&/g,
    (whole, decimal, hex, name) => {
      if (typeof name === 'string' && ENTITIES[name] !== undefined) return ENTITIES[name];
      const code = typeof decimal === 'string' ? Number(decimal) : parseInt(String(hex), 16);
      if (whole === '&' || Number.isNaN(code) || code > 0x10ffff)
        throw notXml({ zh: '有无法识别的字符代码', en: 'an entity that is not known' });
      return String.fromCodePoint(code);
    },
  );
}

function decoderFor(start: Buffer): (chunk: Buffer) => string {
  const decoder = new TextDecoder(encodingOf(start), { fatal: true });
  return (chunk) => decoder.decode(chunk, { stream: true });
}

function encodingOf(start: Buffer): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  return start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : 'utf-8';
}

function notXml(what: Bilingual): TableError {
  return new TableError('E_WORKBOOK_DAMAGED', what);
}
