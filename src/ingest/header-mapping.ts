import { joinBilingual, type Bilingual } from '../model/bilingual.js';
import { ConfigError, InputError, type ErrorDetails } from '../model/errors.js';
import type { FieldSpec } from '../model/kinds/field.js';
import { KIND_SPECS, type RegistryKind } from '../model/registry-kinds.js';
import { foldHeader, HEADER_WAYS, readHeader, type HeaderReading, type HeaderWay } from './header-words.js';

/** One column of an export and the field it means. */
export interface MappedColumn {
  readonly header: string;
  readonly field: string | null;
  /** Why, in the words of reports: a HeaderWay, `second` where a better column has the field, or `unknown`. */
  readonly why: HeaderWay | 'second' | 'unknown';
}

export interface HeaderMapping {
  readonly columns: readonly MappedColumn[];
  /** Index of the column of each field that has one. */
  readonly indexOf: ReadonlyMap<string, number>;
}

/** Where the header stands, for messages. */
export interface HeaderPlace {
  readonly file?: string;
  readonly line?: number;
}

/** `field → header` as the project file has it under `columns:`. */
export type ColumnOverrides = Readonly<Record<string, string>>;

interface Candidate extends Omit<HeaderReading, 'rank'> {
  readonly rank: number;
  readonly index: number;
}

/**
 * Maps the headers of an export to the fields of its kind. `columns:` decides; otherwise synonyms do.
 * Throws InputError where a required field has no column (E_HEADER_MISSING), where two columns could be a required or
 * identity field (E_HEADER_AMBIGUOUS), and where 姓名 may mean the head of a family (E_HEADER_FAMILY).
 * For other fields the more usual header wins and the other one is reported as `second`.
 */
export function mapHeader(
  kind: RegistryKind,
  headers: readonly string[],
  overrides: ColumnOverrides = {},
  place: HeaderPlace = {},
): HeaderMapping {
  const fields = effectiveFields(kind, overrides);
  const candidates = findCandidates(kind, headers, overrides);
  const indexOf = new Map<string, number>();
  for (const field of fields) {
    const best = chooseColumn(
      field,
      candidates.filter((candidate) => candidate.field === field.name),
      headers,
      place,
    );
    if (best !== null) indexOf.set(field.name, best.index);
  }
  const missing = missingFields(kind, fields, indexOf);
  if (missing.length > 0)
    throw missingColumns(missing, kind === 'assistance' && indexOf.has('headName'), headers, place);
  assertNoFamilyFile(kind, indexOf, overrides, place);
  return { columns: describe(headers, candidates, indexOf), indexOf };
}

/** The fields of a kind, and for `custom` the further ones that the project file names. */
export function effectiveFields(kind: RegistryKind, overrides: ColumnOverrides): readonly FieldSpec[] {
  const fields = KIND_SPECS[kind].fields;
  const known = new Set(fields.map((field) => field.name));
  const further = Object.keys(overrides).filter((name) => !known.has(name));
  const [first] = further;
  if (first === undefined) return fields;
  const wrong = kind === 'custom' ? further.find((name) => !/^[a-z][A-Za-z0-9]{0,40}$/.test(name)) : first;
  if (wrong !== undefined) {
    throw new ConfigError(`columns: there is no field \`${wrong}\` in kind \`${kind}\``, {
      zh: `columns：类别 ${kind} 没有字段 ${wrong}`,
      code: 'E_COLUMNS_FIELD',
      hint: `\`yingbao schema ${kind}\` lists the fields; only kind custom takes further ones, in camelCase`,
    });
  }
  return [
    ...fields,
    ...further.map((name): FieldSpec => ({
      name,
      type: 'text',
      synonyms: [],
      purpose: 'as the project file says',
    })),
  ];
}

function findCandidates(
  kind: RegistryKind,
  headers: readonly string[],
  overrides: ColumnOverrides,
): readonly Candidate[] {
  const wanted = new Map(Object.entries(overrides).map(([field, header]) => [foldHeader(header), field]));
  const present = new Set(headers.map(foldHeader));
  const decided = new Set([...wanted].filter(([header]) => present.has(header)).map(([, field]) => field));
  return headers.flatMap((header, index): Candidate[] => {
    const configured = wanted.get(foldHeader(header));
    if (configured !== undefined) return [{ field: configured, way: 'configured', rank: 0, index }];
    const reading = readHeader(kind, header);
    return reading === null || decided.has(reading.field) ? [] : [{ ...reading, index }];
  });
}

/** The strongest candidate; an error where identity or a required field would rest on a choice. */
function chooseColumn(
  field: FieldSpec,
  candidates: readonly Candidate[],
  headers: readonly string[],
  place: HeaderPlace,
): Candidate | null {
  const strongest = candidates.filter(
    (candidate) => strength(candidate) === Math.min(...candidates.map(strength)),
  );
  const [first, second] = strongest.sort((a, b) => a.rank - b.rank || a.index - b.index);
  if (first === undefined) return null;
  if (second !== undefined && mustNotChoose(field, foldAt(headers, first) === foldAt(headers, second))) {
    throw ambiguous(field, strongest, headers, place);
  }
  return first;
}

/** Who a row is about is never chosen, nor between equal headers. */
function mustNotChoose(field: FieldSpec, sameHeader: boolean): boolean {
  return sameHeader || field.required === true || field.type === 'id' || field.type === 'name';
}

function foldAt(headers: readonly string[], { index }: Candidate): string {
  return foldHeader(headers[index] ?? '');
}

function ambiguous(
  field: FieldSpec,
  candidates: readonly Candidate[],
  headers: readonly string[],
  place: HeaderPlace,
): InputError {
  const names = candidates.map(({ index }) => ({
    zh: `「${headers[index] ?? ''}」（第 ${index + 1} 列）`,
    en: `「${headers[index] ?? ''}」(column ${index + 1})`,
  }));
  const { zh, en } = joinBilingual(names, { zh: '、', en: ', ' });
  const first = headers[candidates[0]?.index ?? 0] ?? '';
  return new InputError(`${at(place)}two columns could be \`${field.name}\`: ${en}`, {
    zh: `${at(place)}有两列可能是 ${field.name}：${zh}`,
    code: 'E_HEADER_AMBIGUOUS',
    hint: `say which one counts: columns: { ${field.name}: "${first}" }, or have one removed`,
    ...placeDetails(place),
  });
}

function strength(candidate: Candidate): number {
  return HEADER_WAYS.indexOf(candidate.way);
}

/** Required fields without a column; where one of several would do and none is there, all of them as one group. */
export function missingFields(
  kind: RegistryKind,
  fields: readonly FieldSpec[],
  indexOf: ReadonlyMap<string, number>,
): readonly (readonly FieldSpec[])[] {
  const { oneOf = [] } = KIND_SPECS[kind];
  const alternatives = fields.filter(({ name }) => oneOf.includes(name));
  const lacksAll = alternatives.length > 0 && !alternatives.some(({ name }) => indexOf.has(name));
  return [
    ...fields.filter(({ name, required }) => required === true && !indexOf.has(name)).map((field) => [field]),
    ...(lacksAll ? [alternatives] : []),
  ];
}

/** Fields with the headers that usually name them; of a group any one would do. */
export function describeFields(missing: readonly (readonly FieldSpec[])[]): Bilingual {
  const groups = missing.map((group) =>
    joinBilingual(
      group.map(({ name, synonyms }) => ({
        zh: `${name}（${synonyms.slice(0, 3).join('、')} 等）`,
        en: `\`${name}\` (${synonyms.slice(0, 3).join(', ')} …)`,
      })),
      { zh: '或 ', en: ' or ' },
    ),
  );
  return joinBilingual(groups, { zh: '；', en: '; ' });
}

function missingColumns(
  missing: readonly (readonly FieldSpec[])[],
  hasHead: boolean,
  headers: readonly string[],
  place: HeaderPlace,
): InputError {
  const family = hasHead && missing.flat().some(({ name }) => name === 'name');
  const fields = describeFields(missing);
  return new InputError(`${at(place)}no column for ${fields.en}`, {
    zh: `${at(place)}缺少列：${fields.zh}；现有的列：${headers.join('、')}`,
    code: family ? 'E_HEADER_FAMILY' : 'E_HEADER_MISSING',
    hint: family
      ? 'this looks like the family list (家庭查询); send the person list (人员查询), one row per person'
      : `the columns are: ${headers.join(', ')}; name the right one under columns: or ask for it`,
    ...placeDetails(place),
  });
}

/** In a family list 姓名 is the head, and everybody else would be lost: only the project file may say otherwise. */
function assertNoFamilyFile(
  kind: RegistryKind,
  indexOf: ReadonlyMap<string, number>,
  overrides: ColumnOverrides,
  place: HeaderPlace,
): void {
  if (kind !== 'assistance' || overrides['name'] !== undefined) return;
  const perFamily = indexOf.has('familySize') || indexOf.has('coveredSize');
  const perPerson = ['relation', 'headName', 'headId'].some((field) => indexOf.has(field));
  if (!perFamily || perPerson) return;
  throw new InputError(
    `${at(place)}the name column may mean the head of a family: sizes of families, but no relation to a head`,
    {
      zh: `${at(place)}姓名列可能是户主：有户内人数，没有与户主关系`,
      code: 'E_HEADER_FAMILY',
      hint: 'send the person list (人员查询); if every row is one person, say so with columns: { name: "姓名" }',
      ...placeDetails(place),
    },
  );
}

function describe(
  headers: readonly string[],
  candidates: readonly Candidate[],
  indexOf: ReadonlyMap<string, number>,
): readonly MappedColumn[] {
  return headers.map((header, index): MappedColumn => {
    const candidate = candidates.find((one) => one.index === index);
    if (candidate === undefined) return { header, field: null, why: 'unknown' };
    const chosen = indexOf.get(candidate.field) === index;
    return chosen
      ? { header, field: candidate.field, why: candidate.way }
      : { header, field: null, why: 'second' };
  });
}

function at(place: HeaderPlace): string {
  if (place.file === undefined) return '';
  return place.line === undefined ? `${place.file}: ` : `${place.file}:${place.line}: `;
}

function placeDetails(place: HeaderPlace): Pick<ErrorDetails, 'file' | 'line'> {
  return {
    ...(place.file === undefined ? {} : { file: place.file }),
    ...(place.line === undefined ? {} : { line: place.line }),
  };
}
