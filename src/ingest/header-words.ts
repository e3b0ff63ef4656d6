import { KIND_SPECS, type RegistryKind } from '../model/registry-kinds.js';
import { toSimplified } from '../normalize/simplified.js';

/** Brackets that hold a unit or an instruction to whoever fills the table, never a meaning. */
const UNIT =
  /\((?:单位[::]?)?(?:元|万元|元\/月|元\/年|元\/人|元\/人月|人|户|岁|个|次|月|年|天|平方米|平米|㎡|m2|%|必填|选填|必填项|文本|文本格式|日期|日期格式|yyyy[-/年]?mm[-/月]?(?:dd日?)?|18位|选择)\)/gi;
const SEPARATORS = /[\s\u200B-\u200D\uFEFF*＊_:：'"“”‘’、.。·#-]+/gu;

/**
 * The form in which headers are compared: NFKC, simplified, no spaces, stars, colons or units, lower case.
 * `身份证 号码＊` and `身份证号码` are one word, and so are `XING_MING` and `xingming`.
 */
export function foldHeader(header: string): string {
  return toSimplified(header.normalize('NFKC').replace(UNIT, '')).replace(SEPARATORS, '').toLowerCase();
}

/** True where a header says that its sums are in units of 10,000 yuan: 个人负担（万元）. */
export function isInTenThousands(header: string): boolean {
  return /[([【](?:单位[::]?)?万元?(?:人民币)?[)\]】]|万元$/.test(
    header.normalize('NFKC').replace(/\s+/g, ''),
  );
}

/** The header without brackets and numbering that decorate it: `3身份证号(18位数字)` → `身份证号`. */
export function undecorateHeader(folded: string): string {
  return folded
    .replace(/[([【〔{][^)\]】〕}]*[)\]】〕}]?/g, '')
    .replace(/^\d{1,2}(?=\D)/, '')
    .replace(/(?:必填|选填)$/, '');
}

/** How a header came to its field, strongest first. */
export const HEADER_WAYS = ['configured', 'synonym', 'decorated', 'truncated'] as const;
export type HeaderWay = (typeof HEADER_WAYS)[number];

export interface HeaderReading {
  readonly field: string;
  readonly way: HeaderWay;
  /** Place in the field's list of synonyms: 0 is the most usual one. */
  readonly rank: number;
}

interface Synonym {
  readonly word: string;
  readonly field: string;
  readonly rank: number;
}

const vocabularies = new Map<RegistryKind, readonly Synonym[]>();

function synonymsOf(kind: RegistryKind): readonly Synonym[] {
  const known = vocabularies.get(kind);
  if (known !== undefined) return known;
  const synonyms = KIND_SPECS[kind].fields.flatMap((field) =>
    [...field.synonyms, field.name].map((header, rank) => ({
      word: foldHeader(header),
      field: field.name,
      rank,
    })),
  );
  vocabularies.set(kind, synonyms);
  return synonyms;
}

/**
 * The field that a header means in a kind: a synonym, a decorated synonym, or the beginning of synonyms of exactly one
 * field (`所属街` for `所属街道`). Where a word stands with two fields of a kind, the first field has it.
 */
export function readHeader(kind: RegistryKind, header: string): HeaderReading | null {
  const folded = foldHeader(header);
  if (folded === '') return null;
  const synonyms = synonymsOf(kind);
  const exact = synonyms.find(({ word }) => word === folded);
  if (exact !== undefined) return { field: exact.field, way: 'synonym', rank: exact.rank };
  const bare = undecorateHeader(folded);
  const decorated = synonyms.find(
    ({ word }) => word === bare || (bare !== '' && undecorateHeader(word) === bare),
  );
  if (decorated !== undefined) return { field: decorated.field, way: 'decorated', rank: decorated.rank };
  return truncated(synonyms, folded);
}

function truncated(synonyms: readonly Synonym[], folded: string): HeaderReading | null {
  if (!/\p{Script=Han}/u.test(folded) || folded.length < 2) return null;
  const longer = synonyms.filter(({ word }) => word.startsWith(folded) && word.length <= folded.length * 2);
  const fields = new Set(longer.map(({ field }) => field));
  const [first] = longer;
  return first !== undefined && fields.size === 1
    ? { field: first.field, way: 'truncated', rank: first.rank }
    : null;
}
