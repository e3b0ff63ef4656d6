import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeAntiJoin } from '../../scripts/quality/anti-join.js';
import { makeSample, readTruth, REQUEST } from './fixture.js';

let sample: ReturnType<typeof makeSample>;
let found: ReadonlySet<string>;
let truth: ReadonlySet<string>;

// On a clean county the spreadsheet's conditions are the definitions, so both sides must say the same.
beforeAll(() => {
  sample = makeSample({ dirt: 'clean' });
  const folder = join(sample.folder, 'anti-join');
  writeAntiJoin(sample.folder, REQUEST.asOf, folder);
  const rows = parse(readFileSync(join(folder, 'findings.csv')), { columns: true }) as unknown as Record<
    string,
    string
  >[];
  const people = new Map(
    readTruth(sample.folder, 'records').map((row) => [`${row['file']}:${row['line']}`, row['person_id']]),
  );
  found = new Set(
    rows.map((row) => {
      const [source] = JSON.parse(row['sources'] ?? '[]') as { file: string; line: number }[];
      return `${row['rule_id']} ${people.get(`${source?.file}:${source?.line}`)}`;
    }),
  );
  truth = new Set(readTruth(sample.folder, 'findings').map((row) => `${row['rule_id']} ${row['person_id']}`));
});
afterAll(() => sample.remove());

describe('the anti-join on the number as it stands', () => {
  it.each(['M01', 'M03', 'W01', 'W07'])('finds all of %s where nothing is spoiled', (rule) => {
    const wanted = [...truth].filter((one) => one.startsWith(rule));
    expect(wanted.length).toBeGreaterThan(3);
    expect([...found].filter((one) => one.startsWith(rule))).toEqual(expect.arrayContaining(wanted));
  });

  it('finds nothing else of the rules that look at one record a person', () => {
    const wrong = [...found].filter((one) => /M03|W07/.test(one) && !truth.has(one));
    expect(wrong).toEqual([]);
  });
});
