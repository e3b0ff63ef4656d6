import { text } from '../../engine/sql.js';
import type { VocabularyName } from '../../model/vocabularies.js';
import { VOCABULARIES } from '../../model/vocabularies.js';
import type { FieldSpec } from '../../model/kinds/field.js';
import type { ColumnRequest, ColumnSql, Mappings } from './column-sql.js';

/** The scalar function of a vocabulary: `assistedClass` → `category_assisted_class`. */
export function categoryFunction(vocabulary: VocabularyName): string {
  return `category_${vocabulary.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
}

/**
 * A code of the vocabulary, and always what was written. Mappings of registry and project go first, then the written forms; all else
 * goes to the normaliser, which folds and knows patterns.
 */
export function categoryColumn({ field, column, mappings }: ColumnRequest): ColumnSql {
  const vocabulary = vocabularyOf(field);
  const raw = `r_${column}`;
  const forms = writtenForms(field, { [vocabulary]: mappings });
  // The function knows the words of the project, those of one registry only this query.
  const own = Object.entries(mappings).map(
    ([value, code]) => `WHEN fold_text(${text(value)}) THEN ${text(code)}`,
  );
  const folded = `${categoryFunction(vocabulary)}(${raw})`;
  const rest = own.length === 0 ? folded : `coalesce(CASE fold_text(${raw}) ${own.join(' ')} END, ${folded})`;
  const cases = [...forms].map(([value, code]) => `WHEN ${text(value)} THEN ${text(code)}`);
  return {
    shape: [],
    verified: [],
    outputs: [
      {
        name: column,
        sql: `CASE WHEN ${raw} IS NULL THEN NULL ELSE CASE ${raw}\n    ${cases.join('\n    ')}\n    ELSE ${rest} END END`,
      },
      { name: `${column}_raw`, sql: raw },
    ],
  };
}

/** Written form → code of what needs no normaliser: the vocabulary's forms and labels, and the project's mappings. */
export function writtenForms(field: FieldSpec, mappings: Mappings): ReadonlyMap<string, string> {
  const vocabulary = vocabularyOf(field);
  const { codes, written } = VOCABULARIES[vocabulary];
  const forms = new Map<string, string>();
  for (const [code, values] of Object.entries(written)) for (const value of values) forms.set(value, code);
  for (const [code, label] of Object.entries(codes)) if (!forms.has(label)) forms.set(label, code);
  for (const [value, code] of Object.entries(mappings[vocabulary] ?? {})) forms.set(value, code);
  return forms;
}

function vocabularyOf(field: FieldSpec): VocabularyName {
  if (field.vocabulary === undefined) throw new RangeError(`category field ${field.name} has no vocabulary`);
  return field.vocabulary;
}
