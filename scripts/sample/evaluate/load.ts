import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../../../src/engine/engine.js';
import { text } from '../../../src/engine/sql.js';

function csvRelation(path: string): string {
  return `read_csv(${text(path)}, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"', max_line_size = 4000000)`;
}

/** `NAME.parquet` of a run, or `NAME.csv` as `yingbao export` writes it. */
function contractRelation(runFolder: string, name: string): string {
  const parquet = join(runFolder, `${name}.parquet`);
  if (existsSync(parquet)) return `read_parquet(${text(parquet)})`;
  const csv = join(runFolder, `${name}.csv`);
  if (existsSync(csv)) return csvRelation(csv);
  throw new RangeError(`neither ${name}.parquet nor ${name}.csv is in the run's folder`);
}

/** Files are known by their names: a run may have seen them under another folder. */
const fileName = (column: string): string => `regexp_extract(${column}, '[^/\\\\]+$')`;

/**
 * Tables over the truth and the run: `record` (one row per record, numbered), `mention`, `dirt`, `link` (classes of
 * pairs of record numbers), `finding`, `finding_source`, `true_finding`, `undecided`, `person`.
 */
export async function loadEvaluation(engine: Engine, sampleFolder: string, runFolder: string): Promise<void> {
  const truth = (name: string): string => csvRelation(join(sampleFolder, 'truth', `${name}.csv`));
  for (const sql of [
    ...truthStatements(truth),
    ...linkStatements(contractRelation(runFolder, 'links')),
    ...findingStatements(contractRelation(runFolder, 'findings')),
  ]) {
    await engine.run(sql);
  }
}

function truthStatements(truth: (name: string) => string): readonly string[] {
  return [
    `CREATE TABLE record AS
     SELECT row_number() OVER () AS record_no, registry, ${fileName('file')} AS file, CAST(line AS BIGINT) AS line, person_id
     FROM ${truth('records')}`,
    `CREATE TABLE mention AS
     SELECT r.record_no, m.person_id
     FROM ${truth('mentions')} AS m
     JOIN record AS r ON r.registry = m.registry AND r.file = ${fileName('m.file')} AND r.line = CAST(m.line AS BIGINT)`,
    `CREATE TABLE dirt AS
     SELECT DISTINCT r.record_no, d.field, d.kind
     FROM ${truth('dirt')} AS d
     JOIN record AS r ON r.registry = d.registry AND r.file = ${fileName('d.file')} AND r.line = CAST(d.line AS BIGINT)`,
    `CREATE TABLE person AS
     SELECT person_id, name, birth_date, household_id, tags
     FROM ${truth('people')}`,
    `CREATE TABLE true_finding AS
     SELECT DISTINCT rule_id, person_id, detail
     FROM ${truth('findings')}`,
    `CREATE TABLE undecided AS
     SELECT DISTINCT rule_id, person_id
     FROM ${truth('undecided')}`,
  ];
}

function linkStatements(links: string): readonly string[] {
  const side = (name: 'left' | 'right', alias: string): string =>
    `JOIN record AS ${alias}
       ON ${alias}.registry = l.${name}_registry
       AND ${alias}.file = ${fileName(`l.${name}_file`)}
       AND ${alias}.line = CAST(l.${name}_line AS BIGINT)`;
  return [
    `CREATE TABLE link AS
     SELECT a.record_no AS left_no, b.record_no AS right_no, l.class,
       a.person_id AS left_person, b.person_id AS right_person, a.registry <> b.registry AS across
     FROM ${links} AS l
     ${side('left', 'a')}
     ${side('right', 'b')}`,
    `CREATE TABLE unknown_link AS
     SELECT (SELECT count(*) FROM ${links}) - (SELECT count(*) FROM link) AS links`,
  ];
}

function findingStatements(findings: string): readonly string[] {
  return [
    `CREATE TABLE finding AS
     SELECT row_number() OVER () AS finding_no, rule_id, name, CAST(sources AS VARCHAR) AS sources
     FROM ${findings}
     WHERE status IS NULL OR status NOT IN ('resolved', 'suppressed')`,
    `CREATE TABLE finding_source AS
     WITH parts AS (
       SELECT finding_no, unnest(from_json(sources, '[{"registry":"VARCHAR","file":"VARCHAR","line":"BIGINT"}]')) AS source,
         generate_subscripts(from_json(sources, '[{"registry":"VARCHAR","file":"VARCHAR","line":"BIGINT"}]'), 1) AS position
       FROM finding
     )
     SELECT p.finding_no, p.position, r.record_no, r.registry, r.person_id
     FROM parts AS p
     JOIN record AS r
       ON r.registry = p.source.registry
       AND r.file = ${fileName('p.source.file')}
       AND r.line = p.source.line`,
  ];
}
