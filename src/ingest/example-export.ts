import { stringify } from 'csv-stringify/sync';
import type { FieldSpec, FieldType } from '../model/kinds/field.js';
import { KIND_SPECS, type RegistryKind } from '../model/registry-kinds.js';
import { VOCABULARIES } from '../model/vocabularies.js';

interface ExamplePerson {
  readonly name: string;
  readonly id: string;
  readonly sex: string;
  readonly birthDate: string;
  readonly relation: string;
  readonly phone: string;
  /** Type and level of the certificate of disability, as in its number. */
  readonly disability: readonly [type: string, level: string];
}

const HEAD: ExamplePerson = {
  name: '许文国',
  id: '350589197804210010',
  sex: '男',
  birthDate: '1978-04-21',
  relation: '本人',
  phone: '13900000001',
  disability: ['4', '2'],
};

/** A family that does not exist, with numbers of a region code that GB/T 2260 never gave to any place. */
const FAMILY: readonly ExamplePerson[] = [
  HEAD,
  {
    name: '陈美兰',
    id: '350589197603150023',
    sex: '女',
    birthDate: '1976-03-15',
    relation: '配偶',
    phone: '13900000002',
    disability: ['1', '3'],
  },
  {
    name: '许小明',
    id: '350589200511080034',
    sex: '男',
    birthDate: '2005-11-08',
    relation: '子女',
    phone: '13900000003',
    disability: ['6', '1'],
  },
];

const ADDRESS = '南屏县码头镇东门村1号';

type Example = (person: ExamplePerson) => string;

/** Fields that say who the row is about, where, and what has not ended. */
const BY_FIELD: Readonly<Record<string, Example>> = {
  name: ({ name }) => name,
  id: ({ id }) => id,
  birthDate: ({ birthDate }) => birthDate,
  relation: ({ relation }) => relation,
  disabilityType: ({ disability }) => VOCABULARIES.disabilityType.codes[disability[0]] ?? '',
  disabilityLevel: ({ disability }) => VOCABULARIES.disabilityLevel.codes[disability[1]] ?? '',
  county: () => '南屏县',
  town: () => '码头镇',
  village: () => '东门村',
  grid: () => '东门村第一网格',
  expiryDate: () => '2035-06-01',
  stopMonth: () => '',
  stopDate: () => '',
  householdNo: () => 'H0001',
  content: () => '咨询低保申请条件',
};

const BY_TYPE: Readonly<Record<FieldType, Example>> = {
  name: () => HEAD.name,
  id: () => HEAD.id,
  sex: ({ sex }) => sex,
  phone: ({ phone }) => phone,
  address: () => ADDRESS,
  disabilityNo: ({ id, disability }) => id + disability.join(''),
  date: () => '2025-06-01',
  month: () => '2025-06',
  amount: () => '350.00',
  integer: () => String(FAMILY.length),
  place: () => '',
  text: () => '',
  category: () => '',
};

/** An export of a kind as a department should send it: every column under its usual header, three invented persons. */
export function exampleExport(kind: RegistryKind): string {
  const { fields } = KIND_SPECS[kind];
  const rows = FAMILY.map((person) => fields.map((field) => exampleValue(field, person)));
  // Spreadsheets take a file without the mark for one in GBK.
  return stringify([fields.map(headerOf), ...rows], { bom: true });
}

/** The usual header of a field. */
export function headerOf(field: FieldSpec): string {
  return field.synonyms[0] ?? field.name;
}

function exampleValue(field: FieldSpec, person: ExamplePerson): string {
  const named = BY_FIELD[field.name];
  if (named !== undefined) return named(person);
  if (field.vocabulary === undefined) return BY_TYPE[field.type](person);
  return Object.values(VOCABULARIES[field.vocabulary].codes)[0] ?? '';
}
