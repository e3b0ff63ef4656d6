import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDuckDb } from '../../src/engine/duckdb/duckdb-engine.js';
import type { Engine, Row } from '../../src/engine/engine.js';
import { hmacKey } from '../../src/engine/keyed-hash.js';
import { text } from '../../src/engine/sql.js';
import { runSteps } from '../../src/engine/run-steps.js';
import { RECORD_COLUMNS, type LinkageInput, type RegistryRecords } from '../../src/linkage/linkage-input.js';
import { linkageSteps } from '../../src/linkage/linkage-steps.js';
import { parseModel, type LinkageModel } from '../../src/linkage/model-file.js';
import { linkageFunctions, type NameFunctions } from '../../src/linkage/scalar-functions.js';
import { LINK_FILES } from '../../src/model/link.js';
import type { RegistryKind } from '../../src/model/registry-kinds.js';
import { parseCitizenId } from '../../src/normalize/citizen-id.js';

export type TestRecord = Partial<Record<keyof typeof RECORD_COLUMNS, string | null>> & {
  readonly idText?: string;
};

/** A registry of a few records; lines count from 2. `idText` is read as ingest would read the ID column. */
export function registry(
  kind: RegistryKind,
  records: readonly TestRecord[],
  options: Partial<RegistryRecords> = {},
): RegistryRecords {
  const rows = records.map((record, index) => {
    const reading = record.idText === undefined ? null : parseCitizenId(record.idText);
    const values: Record<string, string | null | undefined> = {
      record_no: String(index),
      file: `${kind}.csv`,
      line: String(index + 2),
      id: reading?.id,
      id_kind: reading?.kind,
      id_key: reading?.key,
      ...record,
    };
    const cells = Object.keys(RECORD_COLUMNS).map((column) => {
      const value = values[column];
      return value === null || value === undefined ? 'NULL' : text(value);
    });
    return `(${cells.join(', ')})`;
  });
  const columns = Object.entries(RECORD_COLUMNS).map(
    ([column, type]) => `CAST(${column} AS ${type}) AS ${column}`,
  );
  return {
    registry: options.registry ?? kind,
    kind,
    manyRowsPerPerson: kind === 'settlement' || kind === 'payment' || kind === 'petition',
    records: records.length,
    query: `SELECT ${columns.join(', ')} FROM (VALUES ${rows.join(',\n')}) AS rows(${Object.keys(RECORD_COLUMNS).join(', ')})`,
    ...options,
  };
}

export function shippedModel(): LinkageModel {
  return parseModel(readFileSync('data/models/registries.json', 'utf8'), 'registries.json');
}

/** A stand-in for name knowledge with a few homophones, so that these tests do not depend on reference tables. */
const SOUNDS: Readonly<Record<string, string>> = { 英: 'ying', 瑛: 'ying', 秀: 'xiu', 绣: 'xiu' };
export const fewNames: NameFunctions = {
  compare(a, b) {
    if (a === b) return { level: 'exact' };
    if (sound(a) === sound(b)) return { level: 'homophone' };
    if (isFirstPart(a, b)) return { level: 'part' };
    return { level: unlike(Array.from(a), Array.from(b)) };
  },
  pinyinKey: sound,
  marks: () => '1',
};

function unlike(left: readonly string[], right: readonly string[]): string {
  if (left[0] !== right[0]) return 'different';
  if (left.length === right.length && left[1] === right[1]) return 'sibling';
  return Math.abs(left.length - right.length) === 1 && left.at(-1) === right.at(-1) ? 'edit_one' : 'surname';
}

function isFirstPart(a: string, b: string): boolean {
  return a.startsWith(`${b}·`) || b.startsWith(`${a}·`);
}

function sound(name: string): string {
  return Array.from(name.replaceAll('·', ''), (character) => SOUNDS[character] ?? character).join(' ');
}

export interface Linked {
  readonly links: readonly Row[];
  readonly persons: readonly Row[];
  readonly conflicts: readonly Row[];
  readonly pairs: readonly Row[];
  readonly summary: readonly Row[];
  /** The bytes of every file, for comparing whole runs. */
  readonly bytes: Readonly<Record<string, Buffer>>;
  /** Person id of a record named `registry:line`. */
  readonly personOf: (record: string) => unknown;
  /** `assistance:2 insurance:3 certain` and so on. */
  readonly linkTexts: readonly string[];
}

export interface LinkOptions {
  readonly threads?: number;
  readonly singlesUpTo?: number;
  readonly model?: LinkageModel;
  readonly judgements?: LinkageInput['judgements'];
  /** Looks at what was written, while the engine is open. */
  readonly inspect?: (engine: Engine, input: LinkageInput) => Promise<void>;
}

/** Links small registries with the shipped model and reads back what was written. */
export async function link(
  registries: readonly RegistryRecords[],
  options: LinkOptions = {},
): Promise<Linked> {
  const folder = mkdtempSync(join(tmpdir(), 'link-'));
  const engine = await openDuckDb({ spillFolder: join(folder, 'spill'), threads: options.threads ?? 2 });
  try {
    for (const fn of linkageFunctions(fewNames)) engine.register(fn);
    const input: LinkageInput = {
      registries,
      model: options.model ?? shippedModel(),
      folder,
      key: hmacKey(Buffer.alloc(32, 7)),
      dialect: engine.dialect,
      judgements: options.judgements ?? [],
      singlesUpTo: options.singlesUpTo ?? 500_000,
    };
    await runSteps(engine, linkageSteps(input));
    const read = (file: string): Promise<readonly Row[]> =>
      engine.rows(`SELECT * FROM ${engine.dialect.readParquet([join(folder, file)])}`);
    const [links, persons, conflicts, pairs, summary] = [
      await read(LINK_FILES.links),
      await read(LINK_FILES.persons),
      await read(LINK_FILES.conflicts),
      await read(LINK_FILES.pairs),
      await read(LINK_FILES.summary),
    ];
    await options.inspect?.(engine, input);
    const byRecord = new Map(
      persons.map((row) => [`${String(row['registry'])}:${String(row['line'])}`, row['person_id']]),
    );
    return {
      links,
      persons,
      conflicts,
      pairs,
      summary,
      bytes: Object.fromEntries(
        Object.values(LINK_FILES).map((file) => [file, readFileSync(join(folder, file))]),
      ),
      personOf: (record) => byRecord.get(record),
      linkTexts: links.map(
        (row) =>
          `${String(row['left_registry'])}:${String(row['left_line'])} ${String(row['right_registry'])}:${String(row['right_line'])} ${String(row['class'])}`,
      ),
    };
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
