import type { CommonViewInput } from './view-input.js';
import { recordsQuery } from '../engine/records.js';
import { ambiguousCounties } from '../config/standard-names.js';
import { date, number, text, textList } from '../engine/sql.js';
import type { Step } from '../engine/step.js';
import type { RegistryKind } from '../model/registry-kinds.js';
import type { Snapshot } from '../model/snapshot.js';
import { coverageViewSteps } from './coverage-views.js';
import { evidenceViewSteps, insuredStep } from './evidence-views.js';
import { hukouSteps } from './hukou-views.js';
import { nearNumberStep } from './near-numbers.js';
import { personStep } from './person-view.js';
import { registryFlawSteps } from './registry-flaws.js';
import { STREAMED_KINDS, tableStep, viewStep } from './views.js';

/**
 * What several rules ask in common, as documented views: standards by place, coverage, households, evidence. Stands
 * behind `largeListSteps`.
 */
export function commonViewSteps(input: CommonViewInput): readonly Step[] {
  return [
    tableStep(
      'registry_date',
      'up to which day each registry is complete, and whether that is stale',
      registryDate(input),
    ),
    viewStep(
      'standard_now',
      'the standard in force on the as-of date, by county and scheme',
      standardNow(input),
    ),
    viewStep(
      'person_place',
      'counties that records name for a person, the best source first',
      personPlace(input),
    ),
    tableStep('county_map', 'written county names that mean a county with a standard', countyMap(input)),
    personStep(input),
    ...coverageViewSteps(input),
    ...evidenceViewSteps(input),
    ...hukouSteps(input),
    ...registryFlawSteps(input),
  ];
}

/** What takes the large lists alone and the records of the roll: read while the other tables are made. */
export function largeListSteps(input: CommonViewInput): readonly Step[] {
  return [insuredStep(input), nearNumberStep(input)];
}

/** A registry whose as-of date lies further back than `staleDays` accuses nobody. */
function registryDate({ snapshots, asOf, staleDays }: CommonViewInput): string {
  const rows = snapshots.map((one) => `(${text(one.registry)}, ${text(one.kind)}, ${date(one.asOf)})`);
  const values =
    rows.length > 0 ? `(VALUES ${rows.join(', ')})` : "(SELECT '', '', DATE '1900-01-01' WHERE false)";
  return [
    `SELECT registry, kind, as_of, as_of < ${date(asOf)} - ${number(staleDays)} AS stale`,
    `FROM ${values} AS s (registry, kind, as_of)`,
  ].join('\n');
}

function standardNow({ standards, asOf }: CommonViewInput): string {
  const rows = standards.map(
    (s) => `(${text(s.county)}, ${text(s.scheme)}, ${date(s.effectiveFrom)}, ${number(s.monthlyYuan)})`,
  );
  const values =
    rows.length > 0 ? `(VALUES ${rows.join(', ')})` : "(SELECT 'x', 'x', DATE '1900-01-01', 0 WHERE false)";
  return [
    'SELECT county, scheme, CAST(max_by(monthly_yuan, (effective_from, monthly_yuan)) AS DECIMAL(14, 2)) AS monthly_yuan',
    `FROM ${values} AS s (county, scheme, effective_from, monthly_yuan)`,
    `WHERE effective_from <= ${date(asOf)}`,
    'GROUP BY county, scheme',
  ].join('\n');
}

interface PlaceSource {
  readonly kind: RegistryKind;
  readonly condition?: string;
  /** The list itself where not all of a kind is asked. */
  readonly list?: string;
}

/**
 * The county of the household comes first; records that have ended may name a place that was left since, and a
 * settlement's county may be the hospital's, so they come last, behind the household register.
 */
function placeOrder({ asOf }: CommonViewInput): readonly PlaceSource[] {
  return [
    {
      kind: 'assistance',
      condition: `status = 'active' AND (stop_month IS NULL OR stop_month > ${date(asOf)})`,
    },
    { kind: 'disability' },
    { kind: 'insurance', condition: "member_status = 'normal'" },
    { kind: 'petition' },
    { kind: 'payment' },
    { kind: 'death' },
    { kind: 'custom', list: 'custom_hukou', condition: 'move_out_date IS NULL' },
    { kind: 'assistance' },
    { kind: 'insurance' },
    { kind: 'settlement' },
  ];
}

function personPlace(input: CommonViewInput): string {
  return placeOrder(input)
    .map(
      ({ kind, list = kind, condition = 'true' }, priority) =>
        `SELECT person_id, county, ${number(priority)} AS priority FROM ${list} WHERE county IS NOT NULL AND ${condition}`,
    )
    .join('\nUNION ALL\n');
}

/**
 * The same counties without the people: of the large registries one column is read and nothing joined. The household
 * register comes on top: its households are told apart by county.
 */
function writtenCounties(input: CommonViewInput): string {
  const kinds = [
    ...new Set(
      placeOrder(input)
        .filter(({ list }) => list === undefined)
        .map(({ kind }) => kind),
    ),
  ];
  const written = (snapshot: Snapshot): string =>
    `SELECT county FROM (\n${recordsQuery(input.dialect, snapshot)}\n)`;
  const register = input.snapshots.filter(
    ({ kind, registry }) => kind === 'custom' && registry === 'hukou' && input.authorised.includes(registry),
  );
  const lists = kinds.flatMap((kind) => {
    const own = input.snapshots.filter((snapshot) => snapshot.kind === kind);
    return STREAMED_KINDS.has(kind) && own.length > 0 ? own.map(written) : [`SELECT county FROM ${kind}`];
  });
  return [...lists, ...register.map(written)].join('\nUNION ALL\n');
}

/**
 * `南屏`, `福建省南屏县` and `南屏县` are one county, and so is what was merged into it; the longest standard that fits wins.
 * Without a standard the shortest way in which the batch writes the county stands for all. A bare name that two counties
 * with a standard have is neither's: whoever is listed under it is judged by no standard.
 */
function countyMap(sources: CommonViewInput): string {
  const { defaultCounty, formerCounties = [], standards, asOf } = sources;
  const former = formerCounties.map((one) => one.former);
  const alike = ambiguousCounties(standards, asOf, former).map(({ bare }) => bare);
  return [
    'WITH written AS (',
    `  SELECT DISTINCT county AS written FROM (\n${writtenCounties(sources)}\n) WHERE county IS NOT NULL`,
    ...(defaultCounty === null ? [] : [`  UNION SELECT ${text(defaultCounty)}`]),
    '),',
    'known AS (',
    `  SELECT county AS name, county, monthly_yuan, true AS has_standard FROM standard_now WHERE scheme = 'dibao'${former.length === 0 ? '' : ` AND county NOT IN ${textList(former)}`}`,
    ...formerCounties.map(
      ({ former, county }) =>
        `  UNION ALL SELECT ${text(former)}, county, monthly_yuan, true FROM standard_now WHERE scheme = 'dibao' AND county = ${text(county)}`,
    ),
    '  UNION ALL',
    "  SELECT written, written, NULL, false FROM written WHERE regexp_full_match(written, '.{2,}[县区市旗]')",
    ')',
    'SELECT',
    '  w.written,',
    '  max_by(k.county, (CASE WHEN k.has_standard THEN 1000 + length(k.name) ELSE -length(k.name) END, k.name)) AS county,',
    '  max_by(k.monthly_yuan, (length(k.name), k.name)) FILTER (k.has_standard) AS monthly_yuan',
    'FROM written AS w',
    'JOIN known AS k',
    '  ON w.written = k.name',
    '  OR ends_with(w.written, k.name)',
    `  OR (w.written = regexp_replace(k.name, '[县区市旗]$', '')${alike.length === 0 ? '' : ` AND w.written NOT IN ${textList(alike)}`})`,
    'GROUP BY w.written',
  ].join('\n');
}
