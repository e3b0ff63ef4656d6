import { KIND_SPECS, type RegistryKind } from '../model/registry-kinds.js';
import { foldHeader, readHeader } from './header-words.js';
import { readMemberHeader } from './member-headers.js';
import { cellIds, splitList } from './split-cells.js';

/** How rows that are families become rows that are persons. */
export interface MemberPlan {
  /** Headers of the person rows. */
  readonly columns: readonly string[];
  /** For each header of the file what it became: a header of the person rows, or null. */
  readonly becomes: readonly (string | null)[];
  /** The persons of a family in order, the head first; null where names and numbers of members do not pair up. */
  readonly expand: (fields: readonly string[]) => readonly (readonly string[])[] | null;
}

/** Headers of the columns that each person row gets. */
const PERSON = {
  name: '姓名',
  id: '身份证号',
  relation: '与户主关系',
  headName: '户主姓名',
  headId: '户主身份证号',
} as const;
type PersonField = keyof typeof PERSON;
const PERSON_FIELDS = Object.keys(PERSON) as readonly PersonField[];
/** What a family's row says of its head alone. */
const OF_THE_HEAD: ReadonlySet<string> = new Set(['sex', 'birthDate', 'age', 'disabilityNo']);
/** Sums of a family stand once, or they would count for every member. */
const ONCE: ReadonlySet<string> = new Set(['amount']);
const HEAD_RECEIVES = /^户主(?:本人)?是否(?:享受|保障|在保)/;
/** A header that says citizen ID, not just some document. */
const CITIZEN_ID = /身份证|身份号|sfz/;
const NO = /^(?:否|不|无|0|N|FALSE|未)/i;

interface Person {
  readonly name: string;
  readonly id: string;
  readonly more: ReadonlyMap<string, string>;
}

interface Layout {
  /** Columns of the file by their part in the family. */
  readonly head: { readonly name: number; readonly id: number; readonly receives: number };
  /** Field → column of each numbered member. */
  readonly members: readonly ReadonlyMap<string, number>[];
  readonly joined: { readonly name: number; readonly id: number } | null;
  readonly shared: readonly { readonly column: number; readonly field: string | null }[];
  /** Further fields of members, beyond name and number. */
  readonly further: readonly string[];
}

/**
 * The plan for a sheet with one row per family: 成员一…成员九 with names and numbers, or 家庭成员姓名 and
 * 家庭成员身份证号 with lists in one cell. Null where the headers are no such sheet.
 */
export function planMembers(kind: RegistryKind, headers: readonly string[]): MemberPlan | null {
  const layout = layoutOf(kind, headers);
  if (layout === null) return null;
  const { shared, further } = layout;
  const furtherHeaders = further.map((field) => labelOf(kind, field));
  const columns = [
    ...shared.map(({ column }) => headers[column] ?? ''),
    ...Object.values(PERSON),
    ...furtherHeaders,
  ];
  return {
    columns,
    becomes: headers.map((header, index) => becomes(kind, header, index, layout)),
    expand: (fields) => expand(layout, fields),
  };
}

function layoutOf(kind: RegistryKind, headers: readonly string[]): Layout | null {
  const { numbered, joined } = memberColumns(kind, headers);
  const members = [...numbered.entries()].sort(([a], [b]) => a - b).map(([, fields]) => fields);
  const isWide = members.filter((fields) => fields.has('name')).length >= 2;
  const isJoined = joined.name !== -1 && joined.id !== -1;
  if (!isWide && !isJoined) return null;
  const own = headers.map((header) =>
    readMemberHeader(kind, header) === null ? (readHeader(kind, header)?.field ?? null) : 'member',
  );
  const head = headOf(headers, own);
  const further = [...new Set(members.flatMap((fields) => [...fields.keys()]))].filter(
    (field) => !(field in PERSON),
  );
  const produced = new Set<string | null>([...PERSON_FIELDS, ...further, 'member']);
  const shared = own.flatMap((field, column) =>
    produced.has(field) || column === head.receives ? [] : [{ column, field }],
  );
  return { head, members: isWide ? members : [], joined: isJoined ? joined : null, shared, further };
}

/** The columns of numbered members by field, and those of lists. */
function memberColumns(
  kind: RegistryKind,
  headers: readonly string[],
): {
  readonly numbered: ReadonlyMap<number, ReadonlyMap<string, number>>;
  readonly joined: { readonly name: number; readonly id: number };
} {
  const numbered = new Map<number, Map<string, number>>();
  const joined = { name: -1, id: -1 };
  for (const [column, header] of headers.entries()) {
    const read = readMemberHeader(kind, header);
    if (read === null) continue;
    if (read.member !== 'joined') {
      const fields = numbered.get(read.member) ?? new Map<string, number>();
      numbered.set(read.member, fields.set(read.field, column));
    } else if (read.field === 'name' || read.field === 'id') joined[read.field] = column;
  }
  return { numbered, joined };
}

/** The columns of the head; of several document numbers the one that says it is a citizen's counts (台账: 证件号码 is the certificate). */
function headOf(headers: readonly string[], own: readonly (string | null)[]): Layout['head'] {
  const first = (...fields: readonly string[]): number => {
    const columns = fields.map((field) => own.flatMap((one, column) => (one === field ? [column] : [])));
    const found = columns.find((one) => one.length > 0) ?? [];
    return found.find((column) => CITIZEN_ID.test(foldHeader(headers[column] ?? ''))) ?? found[0] ?? -1;
  };
  return {
    name: first('headName', 'name'),
    id: first('headId', 'id'),
    receives: headers.findIndex((header) => HEAD_RECEIVES.test(foldHeader(header))),
  };
}

function becomes(kind: RegistryKind, header: string, column: number, layout: Layout): string | null {
  if (column === layout.head.name) return PERSON.headName;
  if (column === layout.head.id) return PERSON.headId;
  if (layout.shared.some((one) => one.column === column)) return header;
  const member = readMemberHeader(kind, header);
  if (member === null) return null;
  return member.field in PERSON ? PERSON[member.field as PersonField] : labelOf(kind, member.field);
}

function labelOf(kind: RegistryKind, field: string): string {
  return KIND_SPECS[kind].fields.find(({ name }) => name === field)?.synonyms[0] ?? field;
}

function expand(layout: Layout, fields: readonly string[]): readonly (readonly string[])[] | null {
  const at = (column: number): string => (column === -1 ? '' : (fields[column] ?? ''));
  const head: Person = {
    name: at(layout.head.name),
    id: at(layout.head.id),
    more: new Map([['relation', '户主']]),
  };
  const joined = layout.joined === null ? [] : joinedMembers(at(layout.joined.name), at(layout.joined.id));
  if (joined === null) return null;
  const numbered = layout.members.map((columns): Person => {
    const more = new Map([...columns].map(([field, column]) => [field, at(column)]));
    return { name: more.get('name') ?? '', id: more.get('id') ?? '', more };
  });
  const members = [...numbered, ...joined].filter(({ name, id }) => `${name}${id}`.trim() !== '');
  const others = members.filter((member) => !isSame(member, head));
  const receives = !NO.test(at(layout.head.receives).trim());
  const isNamed = `${head.name}${head.id}`.trim() !== '';
  const persons = isNamed && receives ? [head, ...others] : others;
  return (persons.length === 0 ? [head] : persons).map((person, index) =>
    personRow(layout, fields, { person, head, isFirst: index === 0, isHead: person === head }),
  );
}

function isSame(member: Person, head: Person): boolean {
  if (member.id.trim() !== '' && head.id.trim() !== '')
    return member.id.trim().toUpperCase() === head.id.trim().toUpperCase();
  return member.name.trim() === head.name.trim();
}

function joinedMembers(names: string, ids: string): readonly Person[] | null {
  const numbers = cellIds(ids);
  const people = splitList(names, numbers.length);
  if (numbers.length > 0 && numbers.length !== people.length) return null;
  return people.map((name, index) => ({ name, id: numbers[index] ?? '', more: new Map() }));
}

function personRow(
  { shared, further }: Layout,
  fields: readonly string[],
  row: {
    readonly person: Person;
    readonly head: Person;
    readonly isFirst: boolean;
    readonly isHead: boolean;
  },
): readonly string[] {
  const { person, head, isFirst, isHead } = row;
  const kept = shared.map(({ column, field }) => {
    const dropped = (OF_THE_HEAD.has(field ?? '') && !isHead) || (ONCE.has(field ?? '') && !isFirst);
    return dropped ? '' : (fields[column] ?? '');
  });
  const relation = person.more.get('relation') ?? '';
  return [
    ...kept,
    person.name,
    person.id,
    relation,
    head.name,
    head.id,
    ...further.map((field) => person.more.get(field) ?? ''),
  ];
}
