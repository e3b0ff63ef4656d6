import { join } from 'node:path';
import { createCsvFile, type CsvFile } from '../csv-file.js';
import { householdKey, personKey, type Person } from '../world/people.js';
import type { TrueFinding } from './findings.js';

/** Where a record came to stand. */
export interface Place {
  readonly registry: string;
  readonly file: string;
  readonly line: number;
}

/** The answers, kept beside the exports: who each record is, what was spoiled, what should be found. */
export interface TruthFiles {
  record(place: Place, person: Person): void;
  mention(place: Place, person: Person): void;
  dirt(place: Place, field: string, kind: string): void;
  close(): void;
}

function open(folder: string, name: string, headers: readonly string[]): CsvFile {
  return createCsvFile(join(folder, name), { encoding: 'utf8', eol: '\n', headers });
}

export function createTruthFiles(folder: string): TruthFiles {
  const records = open(folder, 'records.csv', ['registry', 'file', 'line', 'person_id', 'role']);
  const mentions = open(folder, 'mentions.csv', ['registry', 'file', 'line', 'person_id']);
  const dirt = open(folder, 'dirt.csv', ['registry', 'file', 'line', 'field', 'kind']);
  return {
    record: ({ registry, file, line }, person) => records.write([registry, file, String(line), personKey(person), 'self']),
    mention: ({ registry, file, line }, person) => mentions.write([registry, file, String(line), personKey(person)]),
    dirt: ({ registry, file, line }, field, kind) => dirt.write([registry, file, String(line), field, kind]),
    close: () => {
      for (const file of [records, mentions, dirt]) file.close();
    },
  };
}

export function writePeople(folder: string, people: readonly Person[]): void {
  const file = open(folder, 'people.csv', ['person_id', 'name', 'id', 'sex', 'birth_date', 'household_id', 'tags']);
  for (const person of people) {
    const { name, id, sex, birth, household, tags } = person;
    file.write([personKey(person), name, id, sex, birth, householdKey(household), tags.join(' ')]);
  }
  file.close();
}

/** `findings.csv` and `undecided.csv`: rule, person and what it is about. */
export function writeFindings(folder: string, name: string, findings: readonly TrueFinding[]): void {
  const file = open(folder, name, ['rule_id', 'person_id', 'detail']);
  const rows = findings.map(({ rule, person, detail }) => [rule, personKey(person), detail]);
  for (const row of rows.sort((a, b) => (a.join(' ') < b.join(' ') ? -1 : 1))) file.write(row);
  file.close();
}
