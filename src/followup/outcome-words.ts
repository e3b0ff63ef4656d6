import type { FindingKind } from '../model/finding.js';
import { EVIDENCE_SEEN, OUTCOMES, type EvidenceSeen, type Outcome } from '../model/outcome.js';
import { normalizeText } from '../normalize/text.js';

/** The outcome that a word stands for, by kind of finding; a kind that is absent does not know the word. */
type Meaning = Readonly<Partial<Record<FindingKind, Outcome>>>;

const any = (outcome: Outcome): Meaning => ({ missed: outcome, wrong: outcome, data: outcome });

/** What each outcome may be said about: a word that fits another kind only would be read the wrong way round. */
const BY_CODE: Readonly<Record<Outcome, Meaning>> = {
  wrong_person: any('wrong_person'),
  not_eligible: { missed: 'not_eligible' },
  data_stale: any('data_stale'),
  already_covered: { missed: 'already_covered', data: 'already_covered' },
  not_true: any('not_true'),
  still_eligible: { wrong: 'still_eligible' },
  confirmed: any('confirmed'),
  unverifiable: any('unverifiable'),
  handled: any('handled'),
  objection: any('objection'),
  unreachable: any('unreachable'),
  open: any('open'),
};

/**
 * "Eligible" confirms a finding of somebody missed and speaks against one of somebody wrongly included, so a word means
 * what it means for the kind. 已死亡 and 已迁出 close a missed finding; on the other kinds they say nothing certain.
 */
const WORDS: readonly (readonly [Meaning, readonly string[]])[] = [
  [BY_CODE.confirmed, ['属实', '情况属实', '核实属实', 'true']],
  [
    { missed: 'confirmed', wrong: 'still_eligible' },
    ['属实且符合条件', '情况属实且符合条件', '符合条件', 'eligible'],
  ],
  [
    BY_CODE.not_eligible,
    ['属实但不符合条件', '属实但不符合', '情况属实但不符合条件', '情况属实但不符合', '不符合条件', '不符合'],
  ],
  [BY_CODE.still_eligible, ['属实但仍符合条件', '仍符合条件']],
  [BY_CODE.wrong_person, ['信息有误(非本人)', '信息有误', '非本人', '不是本人', '身份有误']],
  [BY_CODE.data_stale, ['数据过时', '数据有误', '信息过时']],
  [{ missed: 'data_stale' }, ['已死亡', '已迁出']],
  [BY_CODE.already_covered, ['已享受', '已享受待遇', '已在保', '已纳入保障']],
  [BY_CODE.not_true, ['不属实', '情况不属实', 'false']],
  [BY_CODE.unverifiable, ['无法核实', '拒绝', '拒绝核查']],
  [BY_CODE.handled, ['已办理', '已办理(外部)', '已办结']],
  [BY_CODE.objection, ['异议', '有异议', '本人有异议']],
  [BY_CODE.unreachable, ['未见到', '未见到本人', '无法联系', '联系不上', '长期外出', 'notseen']],
  [BY_CODE.open, ['待核实', '核实中', '核查中', '待定']],
];

const SEEN_WORDS: Readonly<Record<EvidenceSeen, readonly string[]>> = {
  person: ['见到本人', '本人'],
  home: ['入户', '入户查看', '住所'],
  document: ['证件', '查看证件', '证明', '证明材料', '材料'],
  record: ['系统记录', '业务系统', '台账', '流水', '记录'],
  neighbours: ['邻里', '走访邻里', '村居', '村居证明'],
  department: ['部门', '部门核实', '部门复核'],
  phone: ['电话', '电话核实'],
};

const MEANINGS: ReadonlyMap<string, Meaning> = new Map([
  ...WORDS.flatMap(([meaning, words]) => words.map((word) => [fold(word), meaning] as const)),
  ...OUTCOMES.map((outcome) => [fold(outcome), BY_CODE[outcome]] as const),
]);
const SEEN: ReadonlyMap<string, EvidenceSeen> = new Map(
  EVIDENCE_SEEN.flatMap((code) => [code, ...SEEN_WORDS[code]].map((word) => [fold(word), code] as const)),
);

/** One form for words that people type: usual width, no spaces or marks, lower case. */
function fold(word: string): string {
  return (normalizeText(word) ?? '').replace(/[\s_\-()（）【】,，。、/]/g, '').toLowerCase();
}

/** The outcome that a cell means for a finding of a kind; `unknown` word, or `other_kind` where it does not fit. */
export function readOutcome(cell: string, kind: FindingKind): Outcome | 'unknown' | 'other_kind' {
  const meaning = MEANINGS.get(fold(cell));
  return meaning === undefined ? 'unknown' : (meaning[kind] ?? 'other_kind');
}

/** True where a cell leaves the finding open whatever its kind, so that nothing has to have been seen. */
export function isNotSeen(cell: string): boolean {
  return ['否', '未见到', '未见到本人', '没有', 'no', 'n'].includes(fold(cell));
}

/** What was seen, each once, in the order of EVIDENCE_SEEN; null where a word is not known. */
export function readSeen(cell: string): readonly EvidenceSeen[] | null {
  const words = (normalizeText(cell) ?? '').split(/[、,，;；/+|]| +/).filter((word) => word.trim() !== '');
  const codes = words.map((word) => SEEN.get(fold(word)));
  return codes.includes(undefined) ? null : EVIDENCE_SEEN.filter((code) => codes.includes(code));
}

/** How a list names what may be filled in. */
export const SEEN_LABELS: Readonly<Record<EvidenceSeen, string>> = Object.fromEntries(
  EVIDENCE_SEEN.map((code) => [code, SEEN_WORDS[code][0]]),
) as Readonly<Record<EvidenceSeen, string>>;

/** What each outcome is called on paper. */
export const OUTCOME_LABELS: Readonly<Record<Outcome, string>> = {
  wrong_person: '非本人',
  not_eligible: '属实但不符合条件',
  data_stale: '数据过时',
  already_covered: '已享受',
  not_true: '不属实',
  still_eligible: '属实但仍符合条件',
  confirmed: '属实',
  unverifiable: '无法核实',
  handled: '已办理（外部）',
  objection: '本人有异议',
  unreachable: '未见到',
  open: '核实中',
};

/** What the drop-down of a list offers for each kind of finding; every word is one that an import understands. */
export const OUTCOME_CHOICES: Readonly<Record<FindingKind, readonly string[]>> = {
  missed: choices(['属实', '属实但不符合条件', '已享受', '不属实', '非本人', '数据过时', '已死亡', '已迁出']),
  wrong: choices(['属实', '属实但仍符合条件', '不属实', '非本人', '数据过时']),
  data: choices(['属实', '不属实', '非本人', '数据过时', '已享受']),
};

function choices(decided: readonly string[]): readonly string[] {
  return [...decided, '无法核实', '未见到', '核实中', '本人有异议', '已办理'];
}
