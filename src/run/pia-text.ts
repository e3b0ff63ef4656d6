import type { AssessedRule, AssessedSource, ImpactAssessment } from './pia.js';

type Language = 'zh' | 'en';

interface Labels {
  readonly title: string;
  readonly intro: (one: ImpactAssessment) => string;
  readonly heads: readonly [sources: string, rules: string, outputs: string, safeguards: string];
  readonly source: (one: AssessedSource) => string;
  readonly states: Readonly<Record<AssessedRule['state'], string>>;
  readonly kinds: Readonly<Record<AssessedRule['kind'], string>>;
  readonly says: string;
  readonly lists: string;
  readonly fields: string;
  readonly basis: string;
  readonly unverified: string;
  readonly outcomes: (one: NonNullable<AssessedRule['outcomes']>, findings: number) => string;
  readonly unvisited: (findings: number) => string;
  readonly output: (days: number | null) => string;
  readonly safeguards: (one: ImpactAssessment['safeguards']) => readonly string[];
}

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

const LABELS: Readonly<Record<Language, Labels>> = {
  zh: {
    title: '个人信息保护影响评估材料',
    intro: ({ project, runId, asOf, version }) =>
      `${project}，运行 ${runId}，数据截至 ${asOf}，yingbao ${version}。本材料由系统按实际使用的数据和规则列出，供评估人员审核；不含任何个人信息。`,
    heads: ['数据来源', '规则、用途、依据和核实情况', '输出', '保障措施'],
    source: ({ registry, title, asOf, records, people, fields, columnsNotRead }) =>
      `${registry}（${title.zh}）：截至 ${asOf}，${records} 条记录，${people} 人；读取字段：${fields.join('、')}；未读取的列 ${columnsNotRead} 个`,
    states: { listed: '执行', shadow: '只计数不下发', skipped: '未执行' },
    kinds: { missed: '疑似漏保', wrong: '疑似错保', data: '数据待核' },
    says: '线索说明',
    lists: '涉及名单',
    fields: '至多用到的字段',
    basis: '依据',
    unverified: '（条文待核对）',
    outcomes: ({ confirmed, notConfirmed, unverifiable, disputed, yield: found, low }, findings) =>
      `现有线索 ${findings} 条；已核实：属实 ${confirmed}，不属实 ${notConfirmed}，无法核实 ${unverifiable}，结果矛盾 ${disputed}${found === null ? '' : `；属实比例 ${percent(found.rate)}（95% 区间 ${percent(found.low)} 至 ${percent(found.high)}，仅就已核实的线索）`}${low ? '；比例偏低，请复核规则' : ''}`,
    unvisited: (findings) => `现有线索 ${findings} 条；尚无核查结果，差错率未知`,
    output: (days) => (days === null ? '保存期限未规定' : `保存 ${days} 天`),
    safeguards: ({ coolingDays, objectionDays }) => [
      '系统没有任何停发待遇的状态、命令或文件；线索只供核实',
      `疑似错保须两人核实、告知本人并等待 ${coolingDays} 天后方可办结；本人提出异议即重新核实并暂停 ${objectionDays} 天`,
      '查看完整身份信息须写明理由，记入审计日志',
    ],
  },
  en: {
    title: 'Impact assessment of personal information',
    intro: ({ project, runId, asOf, version }) =>
      `${project}, run ${runId}, data as of ${asOf}, yingbao ${version}. Listed from the data and rules that were used, for whoever assesses; it holds no personal data.`,
    heads: ['Sources', 'Rules: purpose, basis, what visits found', 'Outputs', 'Safeguards'],
    source: ({ registry, title, asOf, records, people, fields, columnsNotRead }) =>
      `${registry} (${title.en}): as of ${asOf}, ${records} records, ${people} people; fields read: ${fields.join(', ')}; ${columnsNotRead} columns not read`,
    states: { listed: 'on', shadow: 'counted, not listed', skipped: 'not run' },
    kinds: { missed: 'missed', wrong: 'wrongly included', data: 'data to check' },
    says: 'A finding says',
    lists: 'Lists',
    fields: 'Fields used at most',
    basis: 'Basis',
    unverified: ' (text still to be checked)',
    outcomes: ({ confirmed, notConfirmed, unverifiable, disputed, yield: found, low }, findings) =>
      `${findings} open findings; visited: ${confirmed} confirmed, ${notConfirmed} not, ${unverifiable} cannot be verified, ${disputed} disputed${found === null ? '' : `; ${percent(found.rate)} confirmed (95 % interval ${percent(found.low)} to ${percent(found.high)}, of those visited only)`}${low ? '; low: review the rule' : ''}`,
    unvisited: (findings) => `${findings} open findings; no outcomes yet, the error rate is not known`,
    output: (days) => (days === null ? 'no retention stated' : `kept ${days} days`),
    safeguards: ({ coolingDays, objectionDays }) => [
      'no state, command or file ends a benefit; findings are for verification only',
      `somebody suspected to be wrongly included is verified by two people, told, and nothing is closed for ${coolingDays} days; an objection reopens the finding and pauses it for ${objectionDays} days`,
      'identities are shown in full for a stated reason only, which goes to the audit trail',
    ],
  },
};

/** The assessment as Markdown, for people. */
export function renderImpact(assessment: ImpactAssessment, language: Language): string {
  const labels = LABELS[language];
  const [sources, rules, outputs, safeguards] = labels.heads;
  return [
    `# ${labels.title}`,
    '',
    labels.intro(assessment),
    '',
    `## ${sources}`,
    '',
    ...assessment.sources.map((one) => `- ${labels.source(one)}`),
    '',
    `## ${rules}`,
    '',
    ...assessment.rules.flatMap((rule) => ruleLines(rule, language)),
    `## ${outputs}`,
    '',
    ...assessment.outputs.map(
      ({ output, purpose, recipient, retentionDays }) =>
        `- \`${output}\`: ${purpose[language]} → ${recipient[language]}; ${labels.output(retentionDays)}`,
    ),
    '',
    `## ${safeguards}`,
    '',
    ...labels.safeguards(assessment.safeguards).map((line) => `- ${line}`),
    '',
  ].join('\n');
}

function ruleLines(rule: AssessedRule, language: Language): readonly string[] {
  const labels = LABELS[language];
  const { outcomes, findings, basis } = rule;
  const fields = rule.fields.map(({ view, fields: names }) => `${view} (${names.join(', ') || '–'})`);
  const bases = basis.map(
    ({ title, article = '', verified }) => `${title}${article}${verified ? '' : labels.unverified}`,
  );
  return [
    `### ${rule.id} ${rule.purpose[language]}`,
    '',
    `v${rule.version} · ${labels.kinds[rule.kind]} · ${labels.states[rule.state]} · ${rule.owner}`,
    '',
    `- ${labels.says}: ${rule.says[language]}`,
    `- ${labels.lists}: ${rule.lists.join(', ')}`,
    `- ${labels.fields}: ${fields.join('; ')}`,
    `- ${labels.basis}: ${bases.join('; ')}`,
    `- ${outcomes === null ? labels.unvisited(findings) : labels.outcomes(outcomes, findings)}`,
    '',
  ];
}
