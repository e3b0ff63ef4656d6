import { deflateRawSync, crc32 } from 'node:zlib';

/** A part of an archive; `claims` overrides what the directory says of it. */
export interface ZipPart {
  readonly name: string;
  readonly content: string | Buffer;
  readonly claims?: {
    readonly unpacked?: number;
    readonly packed?: number;
    readonly crc?: number;
    readonly offset?: number;
  };
}

/** A zip archive written byte by byte (APPNOTE 4.3), so that tests can lie in any field of it. */
export function zipArchive(parts: readonly ZipPart[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claims = {} } of parts) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const title = Buffer.from(name, 'utf8');
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(0x800, 6);
    local.writeUInt16LE(8, 8);
    local.writeUInt32LE(claims.crc ?? crc32(bytes), 14);
    local.writeUInt32LE(claims.packed ?? packed.length, 18);
    local.writeUInt32LE(claims.unpacked ?? bytes.length, 22);
    local.writeUInt16LE(title.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    entry.writeUInt16LE(20, 6);
    local.copy(entry, 8, 6, 30);
    entry.writeUInt16LE(title.length, 28);
    entry.writeUInt16LE(0, 30);
    entry.writeUInt32LE(claims.offset ?? offset, 42);
    directory.push(entry, title);
    bodies.push(local, title, packed);
    offset += local.length + title.length + packed.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, entries, end]);
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const LINKS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships';

export interface SheetXml {
  readonly name: string;
  readonly state?: string;
  /** The content of `<worksheet>`. */
  readonly xml: string;
}

/** A workbook of hand-written sheets: `date1904`, the cell formats and everything else as the test wants it. */
export function workbookOf(
  sheets: readonly SheetXml[],
  more: {
    readonly from1904?: boolean;
    readonly styles?: string;
    readonly strings?: string;
    readonly parts?: readonly ZipPart[];
  } = {},
): Buffer {
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${LINKS}/${type}" Target="${target}"/>`;
  const links = sheets.map((_, index) =>
    relation(`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`),
  );
  const list = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}"${state === undefined ? '' : ` state="${state}"`} r:id="rId${index + 1}"/>`,
  );
  const parts: ZipPart[] = [
    {
      name: '[Content_Types].xml',
      content: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    },
    {
      name: '_rels/.rels',
      content: `<Relationships xmlns="${PACKAGE}">${relation('r', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns="${MAIN}" xmlns:r="${LINKS}"><workbookPr date1904="${more.from1904 === true ? 1 : 0}"/><sheets>${list.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships xmlns="${PACKAGE}">${links.join('')}${relation('s', 'styles', 'styles.xml')}${relation('t', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
    },
    { name: 'xl/styles.xml', content: `<styleSheet xmlns="${MAIN}">${more.styles ?? ''}</styleSheet>` },
    { name: 'xl/sharedStrings.xml', content: `<sst xmlns="${MAIN}">${more.strings ?? ''}</sst>` },
    ...sheets.map(({ xml }, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      content: `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="${MAIN}">${xml}</worksheet>`,
    })),
    ...(more.parts ?? []),
  ];
  return zipArchive(parts);
}

/** The rows of a sheet as XML: text inline, numbers as they are given in `{ n: … }`. */
export function sheetData(
  rows: readonly (readonly (string | { readonly n: string; readonly s?: number })[])[],
  first = 1,
): string {
  const lines = rows.map((cells, index) => {
    const row = first + index;
    const xml = cells.map((cell, column) => {
      const at = `${letters(column)}${row}`;
      if (typeof cell === 'string')
        return cell === '' ? '' : `<c r="${at}" t="inlineStr"><is><t>${escape(cell)}</t></is></c>`;
      return `<c r="${at}" s="${cell.s ?? 0}"><v>${cell.n}</v></c>`;
    });
    return `<row r="${row}">${xml.join('')}</row>`;
  });
  return `<sheetData>${lines.join('')}</sheetData>`;
}

function letters(column: number): string {
  return column < 26
    ? String.fromCharCode(65 + column)
    : letters(Math.floor(column / 26) - 1) + letters(column % 26);
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
