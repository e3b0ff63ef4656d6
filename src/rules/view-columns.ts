import { columnName } from '../model/kinds/field.js';
import { KIND_SPECS, REGISTRY_KINDS } from '../model/registry-kinds.js';

/** Columns that every kind view and every `custom_*` view has beside the fields of its kind. */
export const RECORD_VIEW_COLUMNS = [
  'registry',
  'as_of',
  'record_no',
  'file',
  'line',
  'source',
  'person_id',
  'link_class',
  'link_rank',
  'id_key',
  'id_kind',
  'flags',
  'name_note',
] as const;

/** Columns of kind views that are no field. */
export const EXTRA_COLUMNS: Readonly<Partial<Record<string, readonly string[]>>> = {
  disability: ['type_label', 'level_label', 'reissue'],
  insurance: ['class_label'],
  assistance: ['scheme_label', 'head_id_key'],
  petition: ['subject_id_key'],
};

const PERSON = ['person_id', 'link_rank', 'source'];

/** Columns of the views that several rules share, as docs/rules.md lists them. */
export const COMMON_VIEW_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  registry_date: ['registry', 'kind', 'as_of', 'stale'],
  standard_now: ['county', 'scheme', 'monthly_yuan'],
  person_place: ['person_id', 'county', 'priority'],
  county_map: ['written', 'county', 'monthly_yuan'],
  coverage: [
    ...PERSON,
    'link_class',
    'scheme',
    'scheme_group',
    'scheme_label',
    'household_no',
    'head_key',
    'household_key',
    'county_key',
    'monthly_yuan',
    'first_month',
    'end_month',
    'active',
    'amount',
    'registry',
    'as_of',
    'file',
    'line',
  ],
  coverage_month: [...PERSON, 'scheme_group', 'month', 'recorded', 'paid'],
  covered_person: [
    ...PERSON,
    'scheme_group',
    'scheme_label',
    'county_key',
    'household_key',
    'monthly_yuan',
    'first_month',
  ],
  household: [
    ...PERSON,
    'household_key',
    'registry',
    'file',
    'line',
    'name',
    'born',
    'age',
    'relation',
    'relation_group',
    'is_head',
    'scheme',
    'scheme_group',
    'scheme_label',
    'active',
    'covered',
    'first_month',
    'end_month',
    'county_key',
    'monthly_yuan',
    'amount',
    'family_size',
    'covered_size',
    'monthly_income',
    'supplement',
  ],
  household_now: [
    'household_key',
    'scheme_group',
    'members',
    'covered_members',
    'head_listed',
    'family_size',
    'covered_size',
    'amount',
    'amount_sum',
    'monthly_income',
    'supplement',
    'supplement_sum',
    'has_single',
    'county_key',
    'monthly_yuan',
    'source',
  ],
  certificate: [
    ...PERSON,
    'link_class',
    'in_force',
    'status',
    'disability_type',
    'disability_level',
    'type_label',
    'level_label',
    'issue_date',
    'expiry_date',
    'as_of',
  ],
  allowance: [...PERSON, 'scheme', 'first_month', 'end_month', 'active'],
  insured: [
    ...PERSON,
    'link_class',
    'registry',
    'as_of',
    'record_no',
    'insurance_type',
    'member_status',
    'assisted_class',
    'class_label',
    'contribution_base',
    'start_date',
    'stop_date',
  ],
  perhaps_insured: ['person_id'],
  settlement_net: ['registry', 'record_no', 'burden', 'in_part', 'loose'],
  assisted_settlement: [...PERSON, 'settlement_date', 'disease', 'burden'],
  dead_person: ['person_id'],
  good_income: ['person_id'],
  petition_person: [
    'person_id',
    'link_rank',
    'registry',
    'file',
    'line',
    'source',
    'petition_date',
    'category',
    'content',
    'subject_relation',
    'spoken_for',
  ],
  identity_conflict: ['conflict_key', 'person_id', 'name', 'source', 'record_order'],
  registry_flaw: ['registry', 'code', 'records', 'share', 'widespread'],
  headless_household: ['registry', 'household_key', 'head_key'],
  near_number: [...PERSON, 'registry', 'other_registries', 'other_sources', 'both_valid', 'pair_key'],
};

/** The columns of a view that is documented, null for one that is not (the custom registries of a project). */
export function viewColumns(view: string): readonly string[] | null {
  const kind = REGISTRY_KINDS.find((name) => name === view);
  if (kind === undefined) return COMMON_VIEW_COLUMNS[view] ?? null;
  return [
    ...RECORD_VIEW_COLUMNS,
    ...(EXTRA_COLUMNS[view] ?? []),
    ...KIND_SPECS[kind].fields.map(({ name }) => columnName(name)),
  ];
}

/** Every view that a rule may read by name; `custom_<registry>` comes on top. */
export const RULE_VIEWS: readonly string[] = [...REGISTRY_KINDS, ...Object.keys(COMMON_VIEW_COLUMNS)];

export function isRuleView(name: string): boolean {
  return RULE_VIEWS.includes(name) || /^custom_[a-z][a-z0-9_]*$/.test(name);
}
