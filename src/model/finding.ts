/** What a rule says about a person. `missed` comes first wherever findings are listed. */
export const FINDING_KINDS = ['missed', 'wrong', 'data'] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

export const SEVERITIES = ['high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** How sure the identity behind a finding is: the weakest link that its evidence rests on. */
export const CONFIDENCES = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

export const FINDING_STATUSES = ['new', 'persisting', 'resolved', 'reopened', 'suppressed'] as const;
export type FindingStatus = (typeof FINDING_STATUSES)[number];

/** What findings of one rule are told apart by when visits are counted. */
export interface FindingGroup {
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** Null where no county is known. */
  readonly county: string | null;
}

/** A reference to a record in an export: the physical line at which it starts. */
export interface SourceReference {
  readonly registry: string;
  readonly file: string;
  readonly line: number;
}

/** Columns of the `findings` contract, in order. New ones are added at the end. */
export const FINDING_COLUMNS = [
  'finding_id',
  'rule_id',
  'rule_version',
  'kind',
  'severity',
  'confidence',
  'priority',
  'status',
  'person_id',
  'household_id',
  'name',
  'masked_id',
  'sex',
  'age',
  'masked_phone',
  'county',
  'town',
  'village',
  'grid',
  'address',
  'episode',
  'reason_zh',
  'reason_en',
  'counter_evidence_zh',
  'counter_evidence_en',
  'amount',
  'link_class',
  'sources',
  'months',
  'visit_id',
  'also_rules',
  'candidate',
  'searched',
  'namesakes',
  'evidence',
  'last_outcome',
  'yield_step',
  'confirmed_on',
  'waiting',
] as const;
