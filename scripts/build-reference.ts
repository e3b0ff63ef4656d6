/**
 * Derives the tables in data/reference that matching needs at run time, so that nothing calls a dictionary per name:
 *   pinyin.tsv    character, toneless readings (daily ones first, then `|`, then rare ones), reading as a surname
 *   shapes.tsv    character, characters that look like it
 * Run: node dist/scripts/build-reference.js
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pinyin } from 'pinyin-pro';
import { foldRadicals } from '../src/normalize/radicals.js';
import { linkLookAlikes } from './look-alikes.js';

const FOLDER = 'data/reference';
const HAN_RANGES = [
  [0x3007, 0x3007],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0x20000, 0x323af],
] as const;

function lines(file: string): readonly string[] {
  return readFileSync(join(FOLDER, file), 'utf8')
    .split(/\r?\n/)
    .filter((line) => line !== '' && !line.startsWith('#'));
}

function write(file: string, header: string, rows: readonly string[]): void {
  writeFileSync(join(FOLDER, file), `# ${header}\n${rows.join('\n')}\n`);
  console.log(`${file}: ${rows.length} rows`);
}

function toneless(
  character: string,
  options: { readonly surname?: boolean; readonly multiple?: boolean },
): readonly string[] {
  const readings = pinyin(character, {
    toneType: 'none',
    type: 'array',
    v: true,
    multiple: options.multiple ?? false,
    surname: options.surname === true ? 'head' : 'off',
  });
  const folded = readings.map((reading) => reading.normalize('NFC').replaceAll('ü', 'v').toLowerCase());
  return [...new Set(folded.filter((reading) => /^[a-z]+$/.test(reading)))];
}

interface Polyphone {
  readonly daily: readonly string[];
  readonly surname: string;
}

function polyphones(): ReadonlyMap<string, Polyphone> {
  return new Map(
    lines('polyphones.tsv').map((line) => {
      const [character = '', readings = '', surname = ''] = line.split('\t');
      return [character, { daily: readings.split(' '), surname }];
    }),
  );
}

function pinyinRow(character: string, curated: Polyphone | undefined): string | null {
  const all = toneless(character, { multiple: true });
  const [usual] = toneless(character, {});
  if (usual === undefined) return null;
  const daily = curated?.daily ?? [usual];
  const rare = all.filter((reading) => !daily.includes(reading)).sort();
  const head =
    curated === undefined || curated.surname === ''
      ? (toneless(character, { surname: true })[0] ?? usual)
      : curated.surname;
  const surname = head === daily[0] ? '' : head;
  return `${character}\t${daily.join(' ')}${rare.length === 0 ? '' : `|${rare.join(' ')}`}\t${surname}`.trimEnd();
}

function buildPinyin(): void {
  const curated = polyphones();
  const rows: string[] = [];
  for (const [from, to] of HAN_RANGES) {
    for (let code = from; code <= to; code += 1) {
      const character = String.fromCodePoint(code);
      const row = pinyinRow(character, curated.get(character));
      if (row !== null) rows.push(row);
    }
  }
  write(
    'pinyin.tsv',
    'character, readings (daily, then | and rare ones), surname reading; from pinyin-pro (MIT) and polyphones.tsv',
    rows,
  );
}

function buildShapes(): void {
  const neighbours = new Map<string, Set<string>>();
  const link = (a: string, b: string): void => {
    if (a === b) return;
    neighbours.set(a, (neighbours.get(a) ?? new Set()).add(b));
    neighbours.set(b, (neighbours.get(b) ?? new Set()).add(a));
  };
  for (const line of lines('similar-shape.txt')) {
    const [character = '', alike = ''] = line.split(' ');
    for (const other of foldRadicals(alike)) link(character, other);
  }
  for (const group of lines('shape-groups.txt')) {
    const characters = Array.from(group);
    characters.forEach((a, i) => characters.slice(i + 1).forEach((b) => link(a, b)));
  }
  const strokes = new Map(lines('strokes.tsv').map((line) => line.split('\t') as [string, string]));
  linkLookAlikes(strokes, link);
  const rows = Array.from(
    neighbours,
    ([character, alike]) => `${character}\t${[...alike].sort().join('')}`,
  ).sort();
  write(
    'shapes.tsv',
    'character, look-alikes; from similar-shape.txt (MIT), strokes.tsv (MIT) and shape-groups.txt',
    rows,
  );
}

buildPinyin();
buildShapes();
