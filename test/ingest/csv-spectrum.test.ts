import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RecordCutter } from '../../src/ingest/record-cutter.js';
import type { CutReject } from '../../src/ingest/record-sink.js';
import { splitFields } from '../../src/ingest/split-fields.js';

const FOLDER = join(import.meta.dirname, '../../fixtures/csv-spectrum');
const NAMES = readdirSync(join(FOLDER, 'csvs')).map((file) => file.replace('.csv', ''));

/** Where we decided otherwise, or the corpus contradicts itself; docs/ingest.md says why. */
const DEVIATIONS: Readonly<Record<string, (expected: unknown) => unknown>> = {
  // A line break inside a text is LF, however the file ends its lines.
  newlines_crlf: (expected) => JSON.parse(JSON.stringify(expected).replaceAll('\\r\\n', '\\n')) as unknown,
  // The JSON has another phone number than the CSV, and an object in place of a list of one.
  location_coordinates: (expected) => [{ ...(expected as object), 'Contact Phone Number': '2095257564' }],
};

/** All records of a file as objects, the first record being the header. */
function read(name: string): { readonly records: unknown[]; readonly rejects: CutReject[] } {
  const bytes = readFileSync(join(FOLDER, 'csvs', `${name}.csv`));
  const [first = ''] = bytes.toString('utf8').split(/\r?\n/);
  const header = splitFields(first, ',').fields;
  const records: unknown[] = [];
  const rejects: CutReject[] = [];
  const take = (fields: readonly string[]): void => {
    records.push(Object.fromEntries(header.map((name, index) => [name, fields[index] ?? ''])));
  };
  const cutter = new RecordCutter(
    { delimiter: ',', columns: header.length, freeText: new Set(header.keys()), headerLine: 1 },
    {
      plain: (_line, line) => take(splitFields(line.toString('utf8'), ',').fields),
      fields: (_line, fields) => take(fields),
      reject: (reject) => rejects.push(reject),
    },
  );
  cutter.push(bytes);
  cutter.finish();
  return { records, rejects };
}

describe('csv-spectrum', () => {
  it('has its twelve files', () => {
    expect(NAMES.length).toBe(12);
  });

  it.each(NAMES)('%s', (name) => {
    const text = readFileSync(join(FOLDER, 'json', `${name}.json`), 'utf8');
    const expected = DEVIATIONS[name]?.(JSON.parse(text)) ?? (JSON.parse(text) as unknown);
    expect(read(name)).toEqual({ records: expected, rejects: [] });
  });
});
