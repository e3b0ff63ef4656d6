import { date, text } from '../engine/sql.js';
import type { Step } from '../engine/step.js';
import type { CommonViewInput } from './view-input.js';
import { SAME_BILL, settlementNetSteps } from './settlement-net.js';
import { subjectRegistry } from './subject-registry.js';
import { tableStep, viewStep } from './views.js';
import { fromSnapshots, recordsOfPeople } from './person-records.js';

/** Facts about people that several rules rest on. */
export function evidenceViewSteps(input: CommonViewInput): readonly Step[] {
  return [
    tableStep('certificate', 'the latest disability certificate of each person', certificate(input)),
    tableStep('dead_person', 'people registered as dead on or before the as-of date', deadPerson(input)),
    viewStep('good_income', 'employees insured on more than 1.5 times the highest standard', goodIncome()),
    ...settlementNetSteps(input),
    tableStep(
      'assisted_settlement',
      'medical bills of people on the roll, net of reversals',
      assistedSettlement(input),
    ),
    viewStep(
      'hardship_event',
      'certificates, bills and unemployment: what may have made a life harder, and when',
      HARDSHIP_EVENT,
    ),
    tableStep(
      'petition_person',
      'petitions with the person who needs help: the petitioner or the one spoken for',
      petitionPerson(input),
    ),
    // A table, though it is small: the search for cover alone asks for it a dozen times.
    tableStep(
      'identity_conflict',
      'records of one valid ID under incompatible names',
      identityConflict(input),
    ),
    viewStep(
      'contested_number',
      'people whose number stands under another name too, and in which kinds of list',
      CONTESTED_NUMBER,
    ),
  ];
}

/** The latest certificate decides, also where it is no longer valid. */
function certificate({ asOf }: CommonViewInput): string {
  return [
    'SELECT',
    '  person_id, link_rank, link_class, source, as_of, status, disability_type, disability_level, type_label, level_label,',
    '  issue_date, expiry_date,',
    `  coalesce(status = 'valid', false) AND (expiry_date IS NULL OR expiry_date >= ${date(asOf)}) AS in_force`,
    'FROM disability',
    'QUALIFY row_number() OVER (',
    '  PARTITION BY person_id',
    '  ORDER BY issue_date DESC NULLS LAST, expiry_date DESC NULLS LAST, reissue DESC,',
    // Of two that say the same date the one that helps the holder.
    "    coalesce(status = 'valid', false) DESC, disability_level NULLS LAST, disability_type NULLS LAST, registry, file DESC, line DESC",
    ') = 1',
  ].join('\n');
}

const INSURED_COLUMNS =
  'person_id, link_rank, link_class, source, registry, as_of, record_no, insurance_type, member_status, assisted_class, class_label, contribution_base, start_date, stop_date';

export function insuredStep(input: CommonViewInput): Step {
  return tableStep(
    'insured',
    'insurance records of people on the roll and of assisted classes',
    insured(input),
  );
}

/**
 * The reading of the largest registry that rules share: they name few of its people. Nearly all people on the roll stand
 * in an assisted class, so the list is read again for those alone whose records the first reading did not yield.
 */
function insured(input: CommonViewInput): string {
  const people = 'SELECT person_id FROM assistance';
  const classed = fromSnapshots(input, 'insurance', INSURED_COLUMNS, () => [
    { where: "assisted_class <> 'none'" },
  ]);
  const others = fromSnapshots(input, 'insurance', INSURED_COLUMNS, (registry) => [
    {
      records: `${recordsOfPeople(registry, people)} AND record_no NOT IN (SELECT record_no FROM classed WHERE registry = ${text(registry)})`,
      listed: true,
    },
  ]);
  return `WITH classed AS MATERIALIZED (\n${classed}\n)\nSELECT * FROM classed\nUNION ALL BY NAME\n(\n${others}\n)`;
}

function assistedSettlement(input: CommonViewInput): string {
  const people = 'SELECT person_id FROM assistance UNION ALL SELECT person_id FROM custom_monitored';
  const recent = `settlement_date > ${date(input.asOf)} - to_months(24) AND settlement_date <= ${date(input.asOf)}`;
  const columns =
    'person_id, link_rank, source, settlement_date, settlement_no, status, disease, registry, record_no, personal_burden';
  const bills = fromSnapshots(input, 'settlement', columns, (registry) => [
    {
      records: recordsOfPeople(registry, people),
      where: `${recent} AND status IS DISTINCT FROM 'revoked'`,
      listed: true,
    },
  ]);
  return [
    'SELECT b.person_id, b.link_rank, b.source, b.settlement_date, b.disease,',
    '  coalesce(n.burden, b.personal_burden) AS burden',
    `FROM (\nSELECT * FROM (\n${bills}\n)`,
    `QUALIFY settlement_no IS NULL OR row_number() OVER (${SAME_BILL}) = 1\n) AS b`,
    'LEFT JOIN settlement_net AS n ON n.registry = b.registry AND n.record_no = b.record_no',
  ].join('\n');
}

/** Whether a level or a sum is enough is the rule's to say; bills carry no words because only their sum matters. */
const HARDSHIP_EVENT = [
  "SELECT person_id, link_rank, source, 'certificate' AS event, issue_date AS happened, disability_type, disability_level,",
  '  CAST(NULL AS DECIMAL(14, 2)) AS burden,',
  "  '新办或换发重度残疾人证' AS event_zh, 'a new certificate of severe disability' AS event_en",
  'FROM certificate',
  'WHERE in_force',
  'UNION ALL',
  "SELECT person_id, link_rank, source, 'bill', settlement_date, NULL, NULL, burden, NULL, NULL",
  'FROM assisted_settlement',
  'UNION ALL',
  "SELECT person_id, link_rank, source, 'unemployment', start_month, NULL, NULL, NULL, '开始领取失业金', 'unemployment benefit began'",
  'FROM custom_unemployment',
].join('\n');

function deadPerson({ asOf }: CommonViewInput): string {
  return [
    'SELECT DISTINCT person_id',
    'FROM death',
    `WHERE death_date <= ${date(asOf)}`,
    '  AND link_rank >= 2',
  ].join('\n');
}

function goodIncome(): string {
  return [
    'SELECT DISTINCT person_id',
    'FROM insurance',
    "WHERE insurance_type = 'employee'",
    "  AND member_status = 'normal'",
    "  AND contribution_base > 1.5 * (SELECT max(monthly_yuan) FROM standard_now WHERE scheme = 'dibao')",
  ].join('\n');
}

/**
 * The stated relation decides whom a petition is about. One for oneself that names somebody complains of them; one for
 * another who is not named is about nobody; without a relation the named person goes first.
 */
const ABOUT_PETITIONER = [
  '(',
  "  coalesce(p.subject_relation = 'self', false)",
  '  OR coalesce(p.subject_id = p.id, p.subject_id IS NULL AND p.subject_id_key IS NULL AND p.subject_name = p.name, false)',
  '  OR (',
  "    coalesce(p.subject_relation, 'unknown') <> 'other'",
  '    AND p.subject_name IS NULL AND p.subject_id IS NULL AND p.subject_id_key IS NULL',
  '  )',
  ')',
].join('\n');

function petitionPerson({ snapshots }: CommonViewInput): string {
  const columns = [
    'registry',
    'file',
    'line',
    'source',
    'petition_date',
    'category',
    'content',
    'subject_relation',
  ]
    .map((column) => `p.${column}`)
    .join(', ');
  const own = [
    `SELECT p.person_id, p.link_rank, false AS spoken_for, ${columns}`,
    'FROM petition AS p',
    `WHERE ${ABOUT_PETITIONER}`,
  ].join('\n');
  const spokenFor = snapshots
    .filter((snapshot) => snapshot.kind === 'petition')
    .map((snapshot) =>
      [
        "SELECT s.person_id, CASE s.class WHEN 'certain' THEN 3 WHEN 'probable' THEN 2 ELSE 1 END AS link_rank,",
        `  true AS spoken_for, ${columns}`,
        'FROM petition AS p',
        'JOIN person_record AS s',
        `  ON s.registry = ${text(subjectRegistry(snapshot.registry))}`,
        '  AND s.record_no = p.record_no',
        `WHERE p.registry = ${text(snapshot.registry)}`,
        `  AND NOT ${ABOUT_PETITIONER}`,
      ].join('\n'),
    );
  return [own, ...spokenFor].join('\nUNION ALL\n');
}

/** The name that most registries attest owns the number; whose number stands elsewhere under another name, is asked there. */
const CONTESTED_NUMBER = `WITH named AS (
  SELECT
    c.conflict_key, c.person_id, d.kind,
    min(c.record_order) OVER (PARTITION BY c.conflict_key, c.person_id) = 1 AS owns
  FROM identity_conflict AS c
  JOIN registry_date AS d ON starts_with(c.source, '{"registry":"' || d.registry || '"')
)
SELECT DISTINCT me.person_id, me.owns, other.kind AS other_kind
FROM named AS me
JOIN named AS other ON other.conflict_key = me.conflict_key AND other.person_id <> me.person_id`;

/** One row per record that stands for a contradicting name, the name that most registries attest first. */
function identityConflict({ dialect, conflictsFile }: CommonViewInput): string {
  const conflicts = dialect.readParquet([conflictsFile]);
  const side = (name: string): string =>
    `  SELECT id, ${name}_registry AS registry, ${name}_record_no AS record_no, ${name}_file AS file, ${name}_line AS line, ${name}_name AS name\n  FROM ${conflicts}`;
  return [
    'WITH sides AS (',
    side('left'),
    '  UNION',
    side('right'),
    ')',
    'SELECT',
    '  s.id AS conflict_key,',
    '  s.name,',
    '  p.person_id,',
    `  '{"registry":"' || s.registry || '","file":' || to_json(s.file) || ',"line":' || s.line || '}' AS source,`,
    '  row_number() OVER (PARTITION BY s.id ORDER BY g.attested DESC, p.person_id, s.file, s.line) AS record_order',
    'FROM sides AS s',
    'JOIN person_record AS p ON p.registry = s.registry AND p.record_no = s.record_no',
    'JOIN (',
    '  SELECT c.id, q.person_id, count(*) AS attested',
    '  FROM sides AS c',
    '  JOIN person_record AS q ON q.registry = c.registry AND q.record_no = c.record_no',
    '  GROUP BY c.id, q.person_id',
    ') AS g ON g.id = s.id AND g.person_id = p.person_id',
    "WHERE NOT contains(s.registry, '@')",
  ].join('\n');
}
