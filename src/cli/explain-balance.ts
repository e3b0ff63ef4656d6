import { lastOutcomeSentence } from '../followup/last-outcome.js';
import type { SourceReference } from '../model/finding.js';
import { safeText } from '../normalize/text.js';
import type { FindingExplanation } from '../run/explain-finding.js';
import type { Language } from './terminal.js';

type Value = FindingExplanation['finding'][string] | undefined;
type Explained = Pick<FindingExplanation, 'finding' | 'rule' | 'sources'>;

const CLASS_WORDS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  zh: {
    certain: '身份确定（身份证号一致）',
    probable: '身份较可能（多项信息一致，非同一证号）',
    review: '身份待核（只有弱信息一致）',
  },
  en: {
    certain: 'identity certain (the same ID number)',
    probable: 'identity probable (several details agree, no common number)',
    review: 'identity to be checked (weak details only)',
  },
};

/** The keys of the search for records of cover, as src/rules/absence.ts names them. */
const KEY_WORDS: readonly (readonly [key: string, zh: string])[] = [
  ['own records', '本人记录'],
  ['id-variant', '证号近似'],
  ['id-prefix', '证号前段'],
  ['id-masked', '遮盖证号'],
  ['name+birth', '姓名+出生日期'],
  ['name+phone', '姓名+电话'],
  ['name+village', '姓名+村居'],
  ['near names', '相近姓名'],
  ['household', '家庭'],
  ['links', '疑似关联'],
];

/** What speaks for a finding, line by line. */
export function supportingLines({ finding, sources }: Explained, lang: Language): readonly string[] {
  const zh = lang === 'zh';
  const [amount, months] = [finding['amount'], finding['months']];
  const near =
    typeof finding['candidate'] === 'string' ? (JSON.parse(finding['candidate']) as SourceReference) : null;
  const own = sources.filter(({ file, line }) => file !== near?.file || line !== near.line);
  return [
    CLASS_WORDS[lang][String(finding['link_class'])] ?? String(finding['link_class']),
    ...own.map(
      (one) =>
        `${one.registry} ${safeText(one.file)}:${one.line}${zh ? `，截至${one.asOf}` : `, as of ${one.asOf}`}`,
    ),
    ...(amount === null || amount === undefined ? [] : [zh ? `涉及金额 ${amount} 元` : `${amount} yuan`]),
    ...confirmedLine(finding, zh),
    ...(months === null || months === undefined ? [] : [zh ? `涉及 ${months} 个月` : `${months} months`]),
  ];
}

/** A visit found that it is so, on the evidence it rests on. */
function confirmedLine({ waiting, confirmed_on: day }: Explained['finding'], zh: boolean): readonly string[] {
  if (waiting === null || waiting === undefined) return [];
  const late = waiting === 'overdue';
  if (zh) return [`${day}入户核实属实，${late ? '超期未办理' : '待部门办理'}`];
  return [`a visit confirmed it (${day}); ${late ? 'overdue' : 'it waits for the department'}`];
}

/** What speaks against it or would make it wrong, with the same weight: facts, near records, weak keys, innocent reasons. */
export function opposingLines({ finding, rule }: Explained, lang: Language): readonly string[] {
  const zh = lang === 'zh';
  const facts = finding[`counter_evidence_${lang}`];
  const against = [
    ...(facts === null || facts === undefined ? [] : [safeText(String(facts))]),
    ...lastVisit(finding, lang),
    ...nearRecord(finding['candidate'], zh),
  ];
  const nothing = zh ? '名单中未发现不利于本线索的记录' : 'the lists hold nothing against it';
  return [
    ...(against.length === 0 ? [nothing] : against),
    ...search(finding['searched'], zh),
    ...namesakes(finding['namesakes'], zh),
    ...rule.innocent[lang].map((reason) => (zh ? `也可能是：${reason}` : `it may also be: ${reason}`)),
  ];
}

/** What a visit found against it; the run named there shows the finding as it was. */
function lastVisit(finding: Explained['finding'], lang: Language): readonly string[] {
  const told = finding['last_outcome'];
  if (typeof told !== 'string') return [];
  return [lastOutcomeSentence(told, String(finding['evidence'] ?? ''), lang) ?? ''].filter(
    (line) => line !== '',
  );
}

function nearRecord(candidate: Value, zh: boolean): readonly string[] {
  if (typeof candidate !== 'string') return [];
  const { registry, file, line } = JSON.parse(candidate) as SourceReference;
  const place = `${registry} ${safeText(file)}:${line}`;
  return [zh ? `疑似已在名单，最接近的记录：${place}` : `perhaps on the list, the nearest record: ${place}`];
}

function search(searched: Value, zh: boolean): readonly string[] {
  if (typeof searched !== 'string') return [];
  if (!zh) return [`searched ${searched}`];
  const words = KEY_WORDS.reduce((text, [key, shown]) => text.replace(key, shown), searched);
  return [`已检索 ${words.replace(/: id,/, ': 证号,').replace(/; (\d+) candidates/, '；接近的记录 $1 条')}`];
}

function namesakes(count: Value, zh: boolean): readonly string[] {
  if (count === null || count === undefined) return [];
  return [
    zh
      ? `全部名单中另有 ${count} 人同名（已知出生日期的同日出生）`
      : `${count} other people in the lists bear the name (and the birth date, where known)`,
  ];
}
