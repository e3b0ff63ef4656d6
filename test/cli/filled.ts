import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { localDay } from '../../src/run/local-day.js';

export type ListRecord = Readonly<Record<string, string>>;

/** Today where this machine stands: the day on which a test's run is published and visited. */
export const TODAY = localDay(new Date());

/** The records of all worklists of the newest run, in the order of the files. */
export function listRecords(projectFolder: string): readonly ListRecord[] {
  const run = readdirSync(join(projectFolder, 'runs'))
    .filter((name) => /^\d{6}-/.test(name))
    .sort()
    .at(-1);
  const lists = join(projectFolder, 'runs', run ?? '', 'worklists');
  return readdirSync(lists, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.csv'))
    .sort()
    .flatMap((file): ListRecord[] => parse(readFileSync(join(lists, file)), { bom: true, columns: true }));
}

/** What a worker writes who confirms a finding. */
export const CONFIRMS: ListRecord = {
  是否见到本人: '是',
  核查结果: '属实',
  核查依据: '入户、证件',
  核查人编号: 'grid-7',
  核查时间: TODAY,
};

/** A list with cells filled in, as CSV. */
export function filledCsv(records: readonly ListRecord[], ...fills: readonly ListRecord[]): string {
  return stringify(
    records.map((record, index) => ({ ...record, ...fills[index] })),
    { header: true },
  );
}

/** The lines of the ledger. */
export function ledgerOf(projectFolder: string): readonly Readonly<Record<string, unknown>>[] {
  return readFileSync(join(projectFolder, 'ledger.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
}
