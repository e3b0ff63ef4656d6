import type { Dialect } from '../engine/dialect.js';
import type { HmacKey } from '../engine/keyed-hash.js';
import type { RegistryKind } from '../model/registry-kinds.js';
import type { NumberedJudgement } from './judgements.js';
import type { LinkageModel } from './model-file.js';

/**
 * The columns that a query in RegistryRecords yields; NULL where the kind has none. `aged_on` is the day on which
 * somebody was of that `age`.
 */
export const RECORD_COLUMNS = {
  record_no: 'BIGINT',
  file: 'VARCHAR',
  line: 'BIGINT',
  name: 'VARCHAR',
  name_alias: 'VARCHAR',
  id: 'VARCHAR',
  id_kind: 'VARCHAR',
  id_key: 'VARCHAR',
  sex: 'VARCHAR',
  birth_date: 'DATE',
  birth_date_raw: 'VARCHAR',
  age: 'VARCHAR',
  aged_on: 'DATE',
  phone: 'VARCHAR',
  county: 'VARCHAR',
  town: 'VARCHAR',
  village: 'VARCHAR',
  address: 'VARCHAR',
  head_id: 'VARCHAR',
  head_name: 'VARCHAR',
  relation: 'VARCHAR',
  disability_no: 'VARCHAR',
  account: 'VARCHAR',
} as const;

/** One registry as linkage sees it. */
export interface RegistryRecords {
  readonly registry: string;
  readonly kind: RegistryKind;
  /** False where a person normally has one row: duplicates inside are then worth a link. */
  readonly manyRowsPerPerson: boolean;
  /** Number of records; decides whether the registry is held or streamed. */
  readonly records: number;
  /** A query that yields RECORD_COLUMNS. */
  readonly query: string;
}

export interface LinkageInput {
  /** In the order in which sides of a link are told apart (left before right). */
  readonly registries: readonly RegistryRecords[];
  readonly model: LinkageModel;
  /** Existing folder that takes the files of LINK_FILES. */
  readonly folder: string;
  /** The project's secret, for person ids. */
  readonly key: HmacKey;
  readonly dialect: Dialect;
  /** What people decided about pairs; it stands above every weight. */
  readonly judgements: readonly NumberedJudgement[];
  /** Registries with more records may be streamed; what stays unlinked there is not listed in `persons`. */
  readonly singlesUpTo: number;
}
