import { parse } from 'csv-parse/sync';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleExport } from '../../src/ingest/example-export.js';
import { kindJsonSchema } from '../../src/ingest/kind-schema.js';
import { validateExport } from '../../src/ingest/validate.js';
import { KIND_SPECS, REGISTRY_KINDS } from '../../src/model/registry-kinds.js';
import { openBench, type Bench } from './export-builder.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

describe.each(REGISTRY_KINDS)('the example of %s', (kind) => {
  it('validates without a single remark, with every field of the kind', async () => {
    const report = await validateExport(bench.engine, {
      registry: kind,
      kind,
      files: [bench.file(`${kind}.csv`, exampleExport(kind))],
      asOf: '2026-10-31',
      today: '2026-11-20',
      columns: {},
      mappings: {},
      workFolder: join(bench.folder, 'work'),
      maxRejectShare: 0,
      maxPlaces: 10,
    });
    expect(report.issues.map(({ code, detail }) => `${code} ${detail}`)).toEqual([]);
    expect(report.totals).toMatchObject({ scanned: 3, loaded: 3, rejected: 0 });
    expect(report.files[0]?.missing).toEqual([]);
  });

  it('has the columns that the JSON Schema demands', () => {
    const schema = kindJsonSchema(kind);
    const rows: readonly Readonly<Record<string, string>>[] = parse(exampleExport(kind), {
      bom: true,
      columns: true,
    });
    expect(Object.keys(schema['properties'] as object)).toEqual(Object.keys(rows[0] ?? {}));
    const required = schema['required'] as readonly string[];
    expect(required.length).toBe(KIND_SPECS[kind].fields.filter((field) => field.required === true).length);
    for (const row of rows) for (const header of required) expect(row[header]).not.toBe('');
  });
});

describe('JSON Schema of a kind', () => {
  it('demands one of the columns without which the program takes no file for one of the kind', () => {
    expect(kindJsonSchema('death')['anyOf']).toEqual([
      { required: ['死亡日期'] },
      { required: ['火化日期'] },
    ]);
    expect(kindJsonSchema('payment')['anyOf']).toBeUndefined();
  });
});
