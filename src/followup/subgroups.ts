import type { Dialect } from '../engine/dialect.js';
import type { Engine } from '../engine/engine.js';
import { recordsQuery } from '../engine/records.js';
import { date, text } from '../engine/sql.js';
import { columnName } from '../model/kinds/field.js';
import { KIND_SPECS } from '../model/registry-kinds.js';
import type { Snapshot } from '../model/snapshot.js';
import { bornSql } from '../normalize/citizen-id-sql.js';

/** Counts below this could point at somebody (reliability T15). */
export const SMALLEST_CELL = 5;

const COUNTS = ['people', 'linked', 'missed', 'wrong'] as const;

/** How a group of people fares: how many, how many are known to several lists, how many are named. Null: too few to show. */
export type SubgroupFigure = { readonly group: string; readonly value: string } & {
  readonly [count in (typeof COUNTS)[number]]: number | null;
};

export interface SubgroupInput {
  readonly dialect: Dialect;
  readonly snapshots: readonly Snapshot[];
  readonly asOf: string;
  readonly findingsFile: string;
  readonly personsFile: string;
  /** Registries with more records are not read for it: their people are counted where another list knows them. */
  readonly largest: number;
}

/** What tells the groups apart; figures only, no rule and no order of visits reads them (reliability S11, S12). */
const GROUPS: readonly (readonly [group: string, value: string])[] = [
  ['sex', "coalesce(sex, 'unknown')"],
  [
    'age',
    "CASE WHEN age < 18 THEN '0-17' WHEN age < 60 THEN '18-59' WHEN age < 80 THEN '60-79' WHEN age >= 80 THEN '80+' ELSE 'unknown' END",
  ],
  [
    'place',
    "CASE WHEN regexp_matches(village, '社区|居委|居民') THEN 'town' WHEN village IS NOT NULL THEN 'rural' ELSE 'unknown' END",
  ],
  ['id', "CASE WHEN id IS NULL THEN 'missing' ELSE 'present' END"],
  [
    'name',
    "CASE WHEN name IS NULL THEN 'unknown' WHEN contains(name, '·') THEN 'with a dot' WHEN regexp_matches(name, '[^\\x{0}-\\x{9FFF}]|[?□〓]') THEN 'rare character' ELSE 'usual' END",
  ],
];

/** Figures of every group over the people of the contracts, small cells left out. */
export async function readSubgroups(
  engine: Engine,
  input: SubgroupInput,
): Promise<readonly SubgroupFigure[]> {
  if (!input.snapshots.some(isCountable(input.largest))) return [];
  await engine.run(`CREATE OR REPLACE TEMP TABLE grouped AS\n${peopleQuery(input)}`);
  const parts = GROUPS.map(
    ([group, value]) =>
      `SELECT ${text(group)} AS "group", ${value} AS value, count(*) AS people, count(*) FILTER (WHERE linked) AS linked, count(*) FILTER (WHERE missed) AS missed, count(*) FILTER (WHERE wrong) AS wrong\nFROM grouped\nGROUP BY 2`,
  );
  const rows = await engine.rows(`${parts.join('\nUNION ALL\n')}\nORDER BY "group", value`);
  const figures = rows.map((row): SubgroupFigure => ({
    group: String(row['group']),
    value: String(row['value']),
    people: Number(row['people']),
    linked: Number(row['linked']),
    missed: Number(row['missed']),
    wrong: Number(row['wrong']),
  }));
  return GROUPS.flatMap(([group]) => withoutSmallCells(figures.filter((one) => one.group === group)));
}

/** A cell that is left out alone could be worked out from the total, so the next smallest goes with it. */
export function withoutSmallCells(figures: readonly SubgroupFigure[]): readonly SubgroupFigure[] {
  const hidden = new Map(COUNTS.map((count) => [count, hiddenCells(figures, count)]));
  return figures.map((figure, index) => {
    const shown = COUNTS.map((count) => [
      count,
      hidden.get(count)?.has(index) === true ? null : figure[count],
    ]);
    return { ...figure, ...Object.fromEntries(shown) } as SubgroupFigure;
  });
}

function hiddenCells(
  figures: readonly SubgroupFigure[],
  count: (typeof COUNTS)[number],
): ReadonlySet<number> {
  const cells = figures.map((figure, index) => ({ index, value: figure[count] ?? 0 }));
  const small = cells.filter(({ value }) => value > 0 && value < SMALLEST_CELL);
  const [next] = cells
    .filter(({ value }) => value >= SMALLEST_CELL)
    .sort((a, b) => a.value - b.value || a.index - b.index);
  const left = small.length === 1 && next !== undefined ? [...small, next] : small;
  return new Set(left.map(({ index }) => index));
}

function isCountable(largest: number): (snapshot: Snapshot) => boolean {
  return ({ parts }) => parts.reduce((sum, part) => sum + part.records, 0) <= largest;
}

const DETAILS = ['name', 'id', 'sex', 'birthDate', 'village'] as const;

/** A kind without the column gives NULL. */
function detailsQuery(dialect: Dialect, snapshot: Snapshot): string {
  const known = new Set(KIND_SPECS[snapshot.kind].fields.map(({ name }) => name));
  const columns = DETAILS.map((name) => (known.has(name) ? columnName(name) : `NULL AS ${columnName(name)}`));
  return `SELECT ${text(snapshot.registry)} AS registry, record_no, ${columns.join(', ')}\nFROM (\n${recordsQuery(dialect, snapshot)}\n)`;
}

/** One row per person: what their records say, whether another list knows them, whether the run names them. */
function peopleQuery({
  dialect,
  snapshots,
  asOf,
  findingsFile,
  personsFile,
  largest,
}: SubgroupInput): string {
  const records = snapshots.filter(isCountable(largest)).map((snapshot) => detailsQuery(dialect, snapshot));
  const persons = dialect.readParquet([personsFile]);
  const born = bornSql();
  const named = (kind: string): string =>
    `person_id IN (SELECT person_id FROM ${dialect.readParquet([findingsFile])} WHERE kind = ${text(kind)} AND status NOT IN ('resolved', 'suppressed'))`;
  return [
    'WITH known AS (',
    `  SELECT person_id, count(DISTINCT registry) > 1 AS linked FROM ${persons} GROUP BY person_id`,
    '),',
    'person AS (',
    '  SELECT p.person_id, any_value(k.linked) AS linked,',
    '    min(r.id) AS id, min(r.name) AS name, min(r.sex) AS written_sex, min(r.birth_date) AS birth_date, min(r.village) AS village',
    `  FROM ${persons} AS p`,
    '  JOIN known AS k ON k.person_id = p.person_id',
    `  JOIN (\n${records.join('\nUNION ALL\n')}\n) AS r ON r.registry = p.registry AND r.record_no = p.record_no`,
    '  GROUP BY p.person_id',
    ')',
    'SELECT id, name, village, linked,',
    "  coalesce(written_sex, CASE WHEN id IS NOT NULL THEN CASE WHEN CAST(substr(id, 17, 1) AS INTEGER) % 2 = 1 THEN 'M' ELSE 'F' END END) AS sex,",
    `  date_diff('year', ${born}, ${date(asOf)}) - CASE WHEN strftime(${born}, '%m%d') > strftime(${date(asOf)}, '%m%d') THEN 1 ELSE 0 END AS age,`,
    `  ${named('missed')} AS missed,`,
    `  ${named('wrong')} AS wrong`,
    'FROM person',
  ].join('\n');
}
