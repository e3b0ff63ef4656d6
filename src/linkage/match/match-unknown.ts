import type { Engine } from '../../engine/engine.js';
import { runSteps } from '../../engine/run-steps.js';
import type { Step } from '../../engine/step.js';
import { ConfigError } from '../../model/errors.js';
import { chooseBlocking } from './choose-blocking.js';
import { recordSteps, type MatchTable } from './match-records.js';
import { matchTables, type MatchInput, type MatchOutcome } from './match-tables.js';
import { profileColumns, type ColumnProfile } from './propose-fields.js';
import { proposeModel } from './propose-model.js';
import { withoutKey } from './without-key.js';

/** A table as it was read: any headers, and a query for the columns asked for. */
export interface UnknownTable {
  readonly headers: readonly string[];
  readonly records: number;
  readonly query: (columns: readonly { readonly header: string; readonly as: string }[]) => string;
}

export interface UnknownInput extends Omit<MatchInput, 'left' | 'right' | 'model'> {
  readonly left: UnknownTable;
  readonly right: UnknownTable | null;
  /** Headers that must not be compared, e.g. row numbers. */
  readonly ignore?: readonly string[];
}

/**
 * Matches tables for which there is no model: proposes one from headers and values, chooses blocking rules by their
 * cost and estimates the rest. Two tables are compared in the columns whose headers they share. Throws ConfigError
 * where no column is worth comparing.
 */
export async function matchUnknown(
  engine: Engine,
  input: UnknownInput,
  onStep?: (step: Step) => void,
): Promise<MatchOutcome> {
  const columns = sharedColumns(input);
  const profiles = await profileBoth(engine, input, columns);
  const draft = proposeModel(profiles, [PLACEHOLDER_RULE]);
  if (draft.model.fields.length === 0) {
    throw new ConfigError('no column is worth comparing', {
      zh: '没有值得比对的列',
      code: 'E_MATCH_COLUMNS',
      hint: 'two tables need columns with the same headers; a model file can name different ones',
    });
  }
  const [left, right] = [input.left, input.right].map((table) =>
    table === null ? null : boundTable(table, draft.headers),
  );
  if (left === null || left === undefined) throw new RangeError('there is always a left table');
  await runSteps(engine, recordSteps(draft.model, left, right ?? null), onStep);
  const fields = draft.model.fields.map(({ name }) => name);
  const blocking = await chooseBlocking(engine, fields, input.right === null);
  return matchTables(
    engine,
    {
      ...withoutKey(input, 'ignore'),
      left,
      right: right ?? null,
      model: { ...draft.model, blocking: [...blocking] },
    },
    onStep,
  );
}

/** Stands where rules will be chosen from the cleaned records; it never runs. */
const PLACEHOLDER_RULE = { name: 'to be chosen', left: [], cap: 1 };

function sharedColumns({
  left,
  right,
  ignore = [],
}: UnknownInput): readonly { readonly header: string; readonly as: string }[] {
  return left.headers
    .filter(
      (header) =>
        header !== '' && !ignore.includes(header) && (right === null || right.headers.includes(header)),
    )
    .map((header, index) => ({ header, as: `column_${index}` }));
}

async function profileBoth(
  engine: Engine,
  { left, right }: UnknownInput,
  columns: readonly { readonly header: string; readonly as: string }[],
): Promise<readonly ColumnProfile[]> {
  if (columns.length === 0) return [];
  const query =
    right === null ? left.query(columns) : `${left.query(columns)}\nUNION ALL\n${right.query(columns)}`;
  return profileColumns(engine, query, columns);
}

function boundTable(table: UnknownTable, headers: ReadonlyMap<string, string>): MatchTable {
  return {
    records: table.records,
    query: table.query([...headers].map(([as, header]) => ({ header, as }))),
  };
}
