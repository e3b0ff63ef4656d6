import type { Row } from '../engine/engine.js';
import type { SourceReference } from '../model/finding.js';
import { isRegistryKind, KIND_SPECS } from '../model/registry-kinds.js';
import { safeText } from '../normalize/text.js';
import type { Rule } from '../rules/rule-file.js';
import { sentRegistry } from '../rules/subject-registry.js';
import type { RunManifest } from './manifest.js';

export interface NoticeInput {
  /** The row of the findings contract. */
  readonly finding: Row;
  readonly manifest: RunManifest;
  /** Null where its file is gone. */
  readonly rule: Rule | null;
  /** Names of registries of other departments. */
  readonly titles: Readonly<Record<string, string>>;
  readonly office: string;
  readonly contact: string | null;
  /** Day of the notice and last day for an objection, YYYY-MM-DD. */
  readonly told: string;
  readonly objectBy: string;
  readonly pauseDays: number;
}

/**
 * The notice to the person a finding is about (reliability S6; PIPL art. 24), in plain Chinese: what was found, in which
 * lists, by which rule, what may explain it, what happens next, how to object and by when. Text for paper, with a BOM. It
 * names the person; the ID number is masked.
 */
export function noticeText(input: NoticeInput): string {
  const { finding, rule, office, told, objectBy, pauseDays } = input;
  const contact = input.contact ?? '________________（由承办单位填写地址和电话）';
  const counter = cell(finding, 'counter_evidence_zh');
  const lines = [
    '关于核实社会救助信息的告知书',
    '',
    `${cell(finding, 'name')}（身份证号 ${cell(finding, 'masked_id')}）：`,
    '',
    `    ${office}在核对社会救助信息时，发现一条与您有关、需要核实的线索。本告知书只告诉您情况，不是处理决定；这条线索本身不停发任何待遇。`,
    '',
    '一、发现了什么',
    `    ${cell(finding, 'reason_zh')}。`,
    ...(counter === '' ? [] : [`    同时看到：${counter}。`]),
    '    线索由计算机比对名单得出，已由一名工作人员核实，并由另一名工作人员复核。',
    '',
    '二、用了哪些数据，从哪里来',
    ...sourceLines(input),
    '',
    '三、依据哪条规则',
    `    ${cell(finding, 'rule_id')} ${rule?.title.zh ?? ''}（第 ${cell(finding, 'rule_version')} 版）`,
    ...(rule?.basis ?? []).map(
      ({ title, article, verified }) =>
        `    ${title}${article ?? ''}${verified ? '' : '（条文以正式文本为准）'}`,
    ),
    '',
    '四、下列情况都可能造成这条线索，如有请告诉我们',
    ...(rule?.innocent.zh ?? []).map((item) => `    - ${item}`),
    '    - 其他您认为应当说明的情况',
    '',
    '五、接下来怎么办',
    `    ${objectBy} 之前（含当日）不会形成核实结论。此后由工作人员确认核实结论；如需办理其他事项，由主管部门按规定另行办理，并另行告知您。`,
    '',
    '六、怎样提出异议',
    `    您可以在 ${objectBy} 之前（含当日）口头或书面提出异议，也可以请家人或村（居）委会代为提出，不需要先准备证明材料。`,
    `    提出异议后，这条线索重新核实，${pauseDays} 天内暂停核查。过了上述日期仍可以提出。`,
    `    受理单位：${contact}`,
    '',
    office,
    `${told}`,
    `（线索编号 ${cell(finding, 'finding_id')}）`,
  ];
  return `\uFEFF${lines.map(safeText).join('\r\n')}\r\n`;
}

/** The lists by what they are and when they end, and how many of their rows were used; never file or line. */
function sourceLines({ finding, manifest, titles }: NoticeInput): readonly string[] {
  const used = JSON.parse(cell(finding, 'sources') || '[]') as readonly SourceReference[];
  const counts = new Map<string, number>();
  for (const { registry } of used)
    counts.set(sentRegistry(registry), (counts.get(sentRegistry(registry)) ?? 0) + 1);
  return [...counts].map(([registry, rows]) => {
    const entry = manifest.registries.find((one) => one.registry === registry);
    return `    - ${titleOf(registry, entry?.kind ?? '', titles)}，数据截至 ${entry?.asOf ?? '（不详）'}，${rows} 条记录`;
  });
}

/** What a petition said, and that there was one, is nobody's business at the door. */
function titleOf(registry: string, kind: string, titles: NoticeInput['titles']): string {
  if (kind === 'petition') return '部门推送的情况';
  const title = isRegistryKind(kind) ? KIND_SPECS[kind].title.zh : '其他部门数据';
  return kind === 'custom' ? (titles[registry] ?? `${title}（${registry}）`) : title;
}

function cell(row: Row, column: string): string {
  const value = row[column];
  return value === null || value === undefined ? '' : String(value);
}
