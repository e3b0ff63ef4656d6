import { KIND_SPECS, type RegistryKind } from '../model/registry-kinds.js';
import type { FieldSpec, FieldType } from '../model/kinds/field.js';
import { VOCABULARIES } from '../model/vocabularies.js';
import { headerOf } from './example-export.js';

/** How a value is best written. Other forms are read as well, so patterns are advice, kept apart from `pattern`. */
const BEST_WRITTEN: Partial<Readonly<Record<FieldType, string>>> = {
  id: '^\\d{17}[\\dX]$',
  sex: '^[男女]$',
  date: '^\\d{4}-\\d{2}-\\d{2}$',
  month: '^\\d{4}-\\d{2}$',
  amount: '^-?\\d+(\\.\\d{1,2})?$',
  integer: '^\\d+$',
  disabilityNo: '^\\d{17}[\\dX]\\d{2}$',
};

/**
 * JSON Schema (2020-12) of one row of an export under its usual headers, with the fields as the program knows them
 * beside it. Empty cells are empty texts. What it demands is what the program demands: a required column has to be
 * there, of some columns at least one, categories may also be written in the forms of `fields` or mapped by the project.
 */
export function kindJsonSchema(kind: RegistryKind): Readonly<Record<string, unknown>> {
  const { title, purpose, fields, oneOf = [] } = KIND_SPECS[kind];
  const alternatives = fields.filter(({ name }) => oneOf.includes(name));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `${title.zh} / ${title.en}`,
    description: purpose,
    kind,
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [headerOf(field), property(field)])),
    required: fields.filter(({ required }) => required === true).map(headerOf),
    ...(alternatives.length === 0
      ? {}
      : { anyOf: alternatives.map((field) => ({ required: [headerOf(field)] })) }),
    fields: fields.map((field) => ({
      ...field,
      ...(field.vocabulary === undefined ? {} : { codes: VOCABULARIES[field.vocabulary].codes }),
    })),
  };
}

function property(field: FieldSpec): Readonly<Record<string, unknown>> {
  const best = BEST_WRITTEN[field.type];
  return {
    type: 'string',
    title: field.name,
    description: field.purpose,
    ...(best === undefined ? {} : { bestWritten: best }),
    ...(field.vocabulary === undefined
      ? {}
      : { examples: Object.values(VOCABULARIES[field.vocabulary].codes) }),
  };
}
