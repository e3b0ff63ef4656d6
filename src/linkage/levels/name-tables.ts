import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is known of characters in names; built from data/reference by `scripts/build-reference`. */
export interface NameTables {
  /** Toneless readings in daily use, the usual one first. */
  readonly readings: ReadonlyMap<string, readonly string[]>;
  /** Every reading, daily ones first. */
  readonly allReadings: ReadonlyMap<string, readonly string[]>;
  /** Reading at the head of a name, where it is not the usual one. */
  readonly surnameReadings: ReadonlyMap<string, string>;
  /** Characters that look like a character. */
  readonly shapes: ReadonlyMap<string, string>;
  /** One number for every group of surnames written for one another. */
  readonly surnameGroups: ReadonlyMap<string, number>;
}

function rows(text: string): readonly (readonly string[])[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'));
}

/** Parses the text of pinyin.tsv, shapes.tsv and surname-equivalents.txt. */
export function parseNameTables(pinyin: string, shapes: string, surnames: string): NameTables {
  const readings = new Map<string, readonly string[]>();
  const allReadings = new Map<string, readonly string[]>();
  const surnameReadings = new Map<string, string>();
  for (const [character = '', read = '', surname = ''] of rows(pinyin)) {
    const [daily = '', rare = ''] = read.split('|');
    readings.set(character, daily.split(' '));
    allReadings.set(character, `${daily} ${rare}`.trim().split(' '));
    if (surname !== '') surnameReadings.set(character, surname);
  }
  return {
    readings,
    allReadings,
    surnameReadings,
    shapes: new Map(rows(shapes).map(([character = '', alike = '']) => [character, alike])),
    surnameGroups: new Map(
      rows(surnames).flatMap(([group = ''], i) => Array.from(group, (surname) => [surname, i] as const)),
    ),
  };
}

/** Reads the tables from a folder like data/reference; throws what the file system throws. */
export function loadNameTables(folder: string): NameTables {
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
  return parseNameTables(read('pinyin.tsv'), read('shapes.tsv'), read('surname-equivalents.txt'));
}
