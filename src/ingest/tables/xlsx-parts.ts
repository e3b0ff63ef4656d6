import { isDateFormat } from './number-text.js';
import { SharedStrings } from './shared-strings.js';
import { TableError } from './table-trouble.js';
import { attribute, XmlScanner, type XmlHandler } from './xml-scanner.js';
import type { ZipEntry } from './zip-directory.js';
import { unpackEntry } from './zip-entry.js';

/** A sheet as the workbook lists it. */
export interface SheetPlace {
  readonly name: string;
  readonly hidden: boolean;
  /** Name of its part in the archive; null for charts and dialogs. */
  readonly part: string | null;
}

export interface WorkbookPlan {
  readonly sheets: readonly SheetPlace[];
  readonly from1904: boolean;
  readonly strings: SharedStrings;
  /** Whether the style of a cell shows a number as a day, by index of the style. */
  readonly dateStyles: readonly boolean[];
}

/** Excel itself allows 32,767 characters in a cell. */
const MOST_CHARACTERS = 65_536;

/** An opened archive: its path and its entries by name. */
export interface Archive {
  readonly path: string;
  readonly entries: ReadonlyMap<string, ZipEntry>;
}

/** Reads what the sheets need: their list, the strings they share and the styles that mean dates. Throws TableError. */
export async function readWorkbookPlan(archive: Archive): Promise<WorkbookPlan> {
  const root = await relations(archive, '_rels/.rels', '');
  const main =
    [...root.values()].find(({ type }) => type.endsWith('/officeDocument'))?.target ?? 'xl/workbook.xml';
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const links = await relations(archive, `${folder}_rels/${main.slice(folder.length)}.rels`, folder);
  const { sheets, from1904 } = await readSheetList(archive, main);
  const partOf = (type: string): string | undefined =>
    [...links.values()].find((link) => link.type.endsWith(`/${type}`))?.target;
  return {
    from1904,
    sheets: sheets.map(({ name, hidden, id }) => {
      const link = links.get(id);
      return { name, hidden, part: link?.type.endsWith('/worksheet') === true ? link.target : null };
    }),
    strings: await readStrings(archive, partOf('sharedStrings')),
    dateStyles: await readDateStyles(archive, partOf('styles')),
  };
}

/** Feeds one part of the archive to a handler. Throws TableError. */
export async function scanPart(archive: Archive, part: string, handler: XmlHandler): Promise<void> {
  const entry = archive.entries.get(part.toLowerCase());
  if (entry === undefined)
    throw new TableError('E_WORKBOOK_DAMAGED', {
      zh: '缺少工作簿的一部分',
      en: 'a part of the workbook is missing',
    });
  const scanner = new XmlScanner(handler);
  for await (const chunk of unpackEntry(archive.path, entry)) scanner.push(chunk);
  scanner.finish();
}

interface Relation {
  readonly type: string;
  readonly target: string;
}

async function relations(
  archive: Archive,
  part: string,
  folder: string,
): Promise<ReadonlyMap<string, Relation>> {
  const found = new Map<string, Relation>();
  if (!archive.entries.has(part.toLowerCase())) return found;
  await scanPart(archive, part, {
    open: (name, attributes) => {
      const target = attribute(attributes, 'Target');
      const outside = attribute(attributes, 'TargetMode') === 'External';
      if (name !== 'Relationship' || target === null || outside) return;
      found.set(attribute(attributes, 'Id') ?? '', {
        type: attribute(attributes, 'Type') ?? '',
        target: resolvePart(folder, target),
      });
    },
    close: () => undefined,
    text: () => undefined,
  });
  return found;
}

function resolvePart(folder: string, target: string): string {
  const steps = target.startsWith('/')
    ? target.slice(1).split('/')
    : [...folder.split('/'), ...target.split('/')];
  const path: string[] = [];
  for (const step of steps) {
    if (step === '..') path.pop();
    else if (step !== '' && step !== '.') path.push(step);
  }
  return path.join('/');
}

async function readSheetList(
  archive: Archive,
  part: string,
): Promise<{
  readonly sheets: readonly { readonly name: string; readonly hidden: boolean; readonly id: string }[];
  readonly from1904: boolean;
}> {
  const sheets: { name: string; hidden: boolean; id: string }[] = [];
  let from1904 = false;
  await scanPart(archive, part, {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = isTrue(attribute(attributes, 'date1904'));
      if (name !== 'sheet') return;
      const state = attribute(attributes, 'state');
      sheets.push({
        name: attribute(attributes, 'name') ?? '',
        hidden: state === 'hidden' || state === 'veryHidden',
        id: attribute(attributes, 'r:id') ?? attribute(attributes, 'id') ?? '',
      });
    },
    close: () => undefined,
    text: () => undefined,
  });
  return { sheets, from1904 };
}

function isTrue(value: string | null): boolean {
  return value === '1' || value === 'true' || value === 'on';
}

async function readStrings(archive: Archive, part: string | undefined): Promise<SharedStrings> {
  const strings = new SharedStrings();
  if (part === undefined) return strings;
  let current = '';
  let inText = false;
  let phonetic = 0;
  await scanPart(archive, part, {
    open: (name) => {
      if (name === 'si') current = '';
      else if (name === 'rPh') phonetic += 1;
      else if (name === 't') inText = phonetic === 0;
    },
    close: (name) => {
      if (name === 'si') strings.add(unescapeString(current));
      else if (name === 'rPh') phonetic -= 1;
      else if (name === 't') inText = false;
    },
    text: (text) => {
      if (inText) current += text;
      if (current.length > MOST_CHARACTERS)
        throw new TableError('E_WORKBOOK_LIMIT', { zh: '有一段文字超过 64 KiB', en: 'a text above 64 KiB' });
    },
  });
  return strings;
}

/** `_x000D_` stands for a character that XML cannot hold (ECMA-376 22.9.2.19); control characters are dropped. */
export function unescapeString(text: string): string {
  if (!text.includes('_x') && !text.includes('\r')) return text;
  return text
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_whole, hex: string) => {
      const code = parseInt(hex, 16);
      return code >= 0x20 || code === 0x09 || code === 0x0a ? String.fromCharCode(code) : '';
    })
    .replace(/\r\n?/g, '\n');
}

async function readDateStyles(archive: Archive, part: string | undefined): Promise<readonly boolean[]> {
  const codes = new Map<number, string>();
  const formats: number[] = [];
  if (part === undefined) return [];
  let inCellFormats = false;
  await scanPart(archive, part, {
    open: (name, attributes) => {
      if (name === 'numFmt')
        codes.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? '');
      else if (name === 'cellXfs') inCellFormats = true;
      else if (name === 'xf' && inCellFormats) formats.push(Number(attribute(attributes, 'numFmtId') ?? 0));
    },
    close: (name) => {
      if (name === 'cellXfs') inCellFormats = false;
    },
    text: () => undefined,
  });
  return formats.map((id) => isDateFormat(id, codes.get(id)));
}
