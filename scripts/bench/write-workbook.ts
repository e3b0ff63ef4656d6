import { once } from 'node:events';
import { open, type FileHandle } from 'node:fs/promises';
import { crc32, createDeflateRaw } from 'node:zlib';
import { INSURANCE_HEADER, insuranceCells } from './synthesize.js';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const LINKS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';
const HEADER = [...INSURANCE_HEADER.split(','), '性别', '出生日期'];
/** Name, number and phone are another text in every row; the other texts are few. */
const OWN_TEXTS: ReadonlyMap<number, number> = new Map([
  [0, 0],
  [1, 1],
  [6, 2],
]);
const BASE_COLUMN = 5;
const DAY_MS = 86_400_000;
const CHUNK = 1 << 18;

/**
 * Writes a workbook of insured people as spreadsheet programs save one: all texts in the shared table, amounts and days as
 * numbers. Row by row: no more than a chunk is held.
 */
export async function writeWorkbook(path: string, rows: number): Promise<void> {
  const zip = new ZipStream(await open(path, 'w'));
  const words = new Map<string, number>();
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${LINKS}/${type}" Target="${target}"/>`;
  const parts: readonly (readonly [string, Iterable<string>])[] = [
    [
      '[Content_Types].xml',
      ['<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'],
    ],
    [
      '_rels/.rels',
      [
        `<Relationships xmlns="${PACKAGE}">${relation('r', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
      ],
    ],
    [
      'xl/workbook.xml',
      [
        `<workbook xmlns="${MAIN}" xmlns:r="${LINKS}"><sheets><sheet name="参保人员" sheetId="1" r:id="r1"/></sheets></workbook>`,
      ],
    ],
    [
      'xl/_rels/workbook.xml.rels',
      [
        `<Relationships xmlns="${PACKAGE}">${relation('r1', 'worksheet', 'worksheets/sheet1.xml')}${relation('r2', 'sharedStrings', 'sharedStrings.xml')}${relation('r3', 'styles', 'styles.xml')}</Relationships>`,
      ],
    ],
    [
      'xl/styles.xml',
      [`<styleSheet xmlns="${MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`],
    ],
    ['xl/worksheets/sheet1.xml', sheetXml(rows, words)],
    ['xl/sharedStrings.xml', sharedStringsXml(rows, words)],
  ];
  for (const [name, text] of parts) await zip.part(name, text);
  await zip.finish();
}

function* sheetXml(rows: number, words: Map<string, number>): Generator<string> {
  const word = (text: string): number => {
    const place = words.get(text) ?? 3 * rows + words.size;
    words.set(text, place);
    return place;
  };
  yield `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${MAIN}"><sheetData>`;
  yield `<row r="1">${HEADER.map((text, column) => `<c r="${letter(column)}1" t="s"><v>${word(text)}</v></c>`).join('')}</row>`;
  for (let person = 0; person < rows; person += 1) yield rowXml(person, word);
  yield '</sheetData></worksheet>';
}

function rowXml(person: number, word: (text: string) => number): string {
  const cells = insuranceCells(person);
  const id = cells[1] ?? '';
  const row = person + 2;
  const text = (column: number, place: number): string =>
    `<c r="${letter(column)}${row}" t="s"><v>${place}</v></c>`;
  const xml = cells.map((cell, column) => {
    if (cell === '') return '';
    if (column === BASE_COLUMN) return `<c r="${letter(column)}${row}"><v>${cell}</v></c>`;
    const own = OWN_TEXTS.get(column);
    return text(column, own === undefined ? word(cell) : 3 * person + own);
  });
  const born = Date.UTC(Number(id.slice(6, 10)), Number(id.slice(10, 12)) - 1, Number(id.slice(12, 14)));
  const serial = Math.round((born - Date.UTC(1899, 11, 30)) / DAY_MS);
  const sex = word(Number(id[16]) % 2 === 1 ? '男' : '女');
  return `<row r="${row}">${xml.join('')}${text(10, sex)}<c r="L${row}" s="1"><v>${serial}</v></c></row>`;
}

/** The table that the sheet points into; it is made after it, when all words are known. */
function* sharedStringsXml(rows: number, words: ReadonlyMap<string, number>): Generator<string> {
  yield `<?xml version="1.0" encoding="UTF-8"?><sst xmlns="${MAIN}">`;
  for (let person = 0; person < rows; person += 1) {
    const cells = insuranceCells(person);
    yield [...OWN_TEXTS.keys()].map((column) => `<si><t>${cells[column] ?? ''}</t></si>`).join('');
  }
  for (const text of words.keys()) yield `<si><t>${text}</t></si>`;
  yield '</sst>';
}

function letter(column: number): string {
  return String.fromCharCode(65 + column);
}

interface Entry {
  readonly name: Buffer;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}

/** A zip archive written in one go (APPNOTE 4.3): sizes follow their part in a data descriptor. */
class ZipStream {
  private readonly entries: Entry[] = [];
  private offset = 0;

  constructor(private readonly file: FileHandle) {}

  async part(name: string, texts: Iterable<string>): Promise<void> {
    const title = Buffer.from(name, 'utf8');
    const start = this.offset;
    await this.write(Buffer.concat([header(0x04034b50, 30, 4), title]), (bytes) =>
      bytes.writeUInt16LE(title.length, 26),
    );
    const packedFrom = this.offset;
    const { crc, unpacked } = await this.deflate(texts);
    const packed = this.offset - packedFrom;
    const descriptor = Buffer.alloc(16);
    [0x08074b50, crc, packed, unpacked].forEach((value, place) => descriptor.writeUInt32LE(value, place * 4));
    await this.write(descriptor);
    this.entries.push({ name: title, crc, packed, unpacked, offset: start });
  }

  async finish(): Promise<void> {
    const start = this.offset;
    for (const { name, crc, packed, unpacked, offset } of this.entries) {
      await this.write(Buffer.concat([header(0x02014b50, 46, 6), name]), (bytes) => {
        bytes.writeUInt32LE(crc, 16);
        bytes.writeUInt32LE(packed, 20);
        bytes.writeUInt32LE(unpacked, 24);
        bytes.writeUInt16LE(name.length, 28);
        bytes.writeUInt32LE(offset, 42);
      });
    }
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(this.entries.length, 8);
    end.writeUInt16LE(this.entries.length, 10);
    end.writeUInt32LE(this.offset - start, 12);
    end.writeUInt32LE(start, 16);
    await this.write(end);
    await this.file.close();
  }

  private async deflate(
    texts: Iterable<string>,
  ): Promise<{ readonly crc: number; readonly unpacked: number }> {
    const packer = createDeflateRaw({ level: 6 });
    const written = (async () => {
      for await (const bytes of packer) await this.write(bytes as Buffer);
    })();
    let crc = 0;
    let unpacked = 0;
    for (const bytes of chunks(texts)) {
      crc = crc32(bytes, crc);
      unpacked += bytes.length;
      if (!packer.write(bytes)) await once(packer, 'drain');
    }
    packer.end();
    await written;
    return { crc, unpacked };
  }

  private async write(bytes: Buffer, fill: (bytes: Buffer) => void = () => undefined): Promise<void> {
    fill(bytes);
    await this.file.write(bytes);
    this.offset += bytes.length;
  }
}

/** What local and central headers share: version, UTF-8 names with a data descriptor, deflate. */
function header(signature: number, size: number, at: number): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.writeUInt32LE(signature, 0);
  if (at === 6) bytes.writeUInt16LE(20, 4);
  bytes.writeUInt16LE(20, at);
  bytes.writeUInt16LE(0x808, at + 2);
  bytes.writeUInt16LE(8, at + 4);
  return bytes;
}

function* chunks(texts: Iterable<string>): Generator<Buffer> {
  let pending = '';
  for (const text of texts) {
    pending += text;
    if (pending.length < CHUNK) continue;
    yield Buffer.from(pending, 'utf8');
    pending = '';
  }
  yield Buffer.from(pending, 'utf8');
}
