import { number, text, textList } from '../engine/sql.js';
import type { Step } from '../engine/step.js';
import { recordsQuery } from '../engine/records.js';
import type { RegistryKind } from '../model/registry-kinds.js';
import type { Snapshot } from '../model/snapshot.js';
import { subjectRegistry } from './subject-registry.js';
import { presentKinds, tableStep } from './views.js';
import { recordsOfPeople, recordsWithPersons } from './person-records.js';
import { staleSnapshots } from './select-rules.js';
import type { CommonViewInput, ViewSources } from './view-input.js';

/** Whose word is taken first on a person's details: the roll, then registries kept at the place of residence. */
const PRIORITY: readonly RegistryKind[] = [
  'assistance',
  'disability',
  'insurance',
  'petition',
  'payment',
  'death',
  'custom',
  'settlement',
];

/**
 * A benefit or an insurance that ended, and the register of a place that was left, may name a place that was left since;
 * so may a list that is stale.
 */
const LEFT: Readonly<Partial<Record<RegistryKind, string>>> = {
  assistance: 'NOT coalesce(c.active, false)',
  insurance: "r.member_status <> 'normal'",
  custom: 'r.source IN (SELECT source FROM custom_hukou WHERE move_out_date IS NOT NULL)',
};

/** Views, and the day as of which a registry is stale. */
type DatedSources = ViewSources & Pick<CommonViewInput, 'asOf' | 'staleDays'>;

/** What a detail takes from a kind; a kind without the column gives NULL. */
const WITHOUT_HUKOU: ReadonlySet<RegistryKind> = new Set(['settlement', 'petition', 'payment']);

/**
 * `hit_person`: who is in `rule_hit`; `person_detail`: what every record says about them. Of the large registries only
 * their records are read.
 */
export function personDetailSteps(sources: DatedSources): readonly Step[] {
  const parts = [
    ...presentKinds(PRIORITY, sources).map((kind) => detailsOf(kind, PRIORITY.indexOf(kind), sources)),
    ...(sources.snapshots.some(({ kind }) => kind === 'petition') ? [spokenFor(PRIORITY.length)] : []),
  ];
  return [
    tableStep('hit_person', 'the people concerned', 'SELECT DISTINCT person_id\nFROM rule_hit'),
    tableStep(
      'detail_record',
      'which records of the large registries are theirs',
      detailRecords(sources).join('\nUNION ALL\n'),
    ),
    tableStep('person_detail', 'what records say about the people concerned', parts.join('\nUNION ALL\n')),
  ];
}

function detailsOf(kind: RegistryKind, index: number, sources: DatedSources): string {
  const address = WITHOUT_HUKOU.has(kind) ? 'r.address' : 'coalesce(r.address, r.hukou_address)';
  const roll = kind === 'assistance';
  return [
    'SELECT r.person_id, r.name, r.id, r.id_key, r.sex, r.birth_date, r.phone, r.county, r.town, r.village, r.grid,',
    `  ${address} AS address,`,
    `  ${kind === 'insurance' ? "r.insurance_type = 'employee' AND r.member_status = 'normal'" : 'false'} AS employed,`,
    `  ${kind === 'insurance' ? 'r.contribution_base' : 'NULL'} AS contribution_base,`,
    `  ${roll ? 'c.household_key' : 'CAST(NULL AS VARCHAR)'} AS household_key,`,
    `  ${placeInOrder(kind, index, sources)} AS place_in_order,`,
    `  ${roll ? 'CASE WHEN c.active THEN 0 ELSE 1 END' : 'NULL'} AS household_order`,
    `FROM (SELECT * FROM ${recordsOfHits(kind, sources)} WHERE person_id IN (SELECT person_id FROM hit_person)) AS r`,
    ...(roll ? ['LEFT JOIN coverage AS c ON c.registry = r.registry AND c.record_no = r.record_no'] : []),
  ].join('\n');
}

/** One number per record: what holds before what is over, then the kind, then the registry by its name, then the line. */
function placeInOrder(kind: RegistryKind, index: number, sources: DatedSources): string {
  const names = sources.snapshots
    .filter((snapshot) => snapshot.kind === kind)
    .map(({ registry }) => registry)
    .sort();
  const ranks = names.map((name, rank) => `WHEN ${text(name)} THEN ${number(rank)}`);
  const rank = names.length > 1 ? `CASE r.registry ${ranks.join(' ')} END` : '0';
  const stale = staleSnapshots(sources).map(({ registry }) => registry);
  const old = names.some((name) => stale.includes(name)) ? [`r.registry IN ${textList(stale)}`] : [];
  const over = [...(LEFT[kind] === undefined ? [] : [LEFT[kind]]), ...old].join(' OR ');
  const place =
    over === ''
      ? number(index)
      : `(${number(index)} + CASE WHEN ${over} THEN ${number(PRIORITY.length + 1)} ELSE 0 END)`;
  return `${place} * 100000000000000000 + ${rank} * 1000000000000000 + r.record_no`;
}

function largeSnapshots(sources: ViewSources): readonly Snapshot[] {
  return sources.snapshots.filter(({ kind }) => ['insurance', 'settlement'].includes(kind));
}

/**
 * Numbers first, cells later: finding the records reads one column of all, and then only theirs are read whole. A
 * person of a very large registry may stand under a bare ID, or, without an ID, under the record itself.
 */
function detailRecords(sources: ViewSources): readonly string[] {
  const none = "SELECT '' AS registry, CAST(NULL AS BIGINT) AS record_no WHERE false";
  const found = largeSnapshots(sources).flatMap((snapshot) => {
    const records = recordsQuery(sources.dialect, snapshot);
    return [
      recordsOfPeople(snapshot.registry, 'SELECT person_id FROM hit_person'),
      `SELECT record_no FROM (\n${records}\n) WHERE id IN (SELECT person_id FROM hit_person WHERE person_id[1] NOT IN ('P', '{'))`,
      `SELECT record_no FROM (\n${records}\n) WHERE id IS NULL AND source IN (SELECT person_id FROM hit_person WHERE person_id[1] = '{')`,
    ].map((query) => `SELECT ${text(snapshot.registry)}, record_no\nFROM (\n${query}\n)`);
  });
  return [none, ...found];
}

function recordsOfHits(kind: RegistryKind, sources: ViewSources): string {
  const own = largeSnapshots(sources).filter((snapshot) => snapshot.kind === kind);
  if (own.length === 0) return kind;
  const queries = own.map((snapshot) =>
    recordsWithPersons(snapshot, sources, [
      { records: `SELECT record_no FROM detail_record WHERE registry = ${text(snapshot.registry)}` },
    ]),
  );
  return `(\n${queries.join('\nUNION ALL BY NAME\n')}\n)`;
}

/**
 * A person known only because somebody petitioned for them: name and ID as the petition gives them, and its place.
 * The petitioner's phone, sex and address say nothing of them.
 */
function spokenFor(index: number): string {
  return [
    'SELECT s.person_id, p.subject_name AS name, p.subject_id AS id, p.subject_id_key AS id_key, NULL AS sex,',
    '  NULL AS birth_date, NULL AS phone,',
    '  p.county, p.town, p.village, p.grid, NULL AS address, false AS employed, NULL AS contribution_base, NULL AS household_key,',
    `  ${number(index)} * 100000000000000000 + p.record_no AS place_in_order,`,
    '  NULL AS household_order',
    'FROM petition AS p',
    `JOIN person_record AS s ON s.registry = p.registry || ${text(subjectRegistry(''))} AND s.record_no = p.record_no`,
    'WHERE s.person_id IN (SELECT person_id FROM hit_person)',
  ].join('\n');
}
