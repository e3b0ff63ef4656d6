import { basename } from 'node:path';
import { loadStandards } from '../config/standards.js';
import type { Standard } from '../config/standard.js';
import { ConfigError } from '../model/errors.js';
import { existsSync } from 'node:fs';
import type { RunOptions } from './context.js';
import { openRuleLab, tryRules, type RuleLab } from './rule-lab.js';

/** Findings of one rule in one county under the standards in force and under new ones. */
export interface WhatIfRow {
  readonly rule: string;
  readonly kind: string;
  readonly county: string;
  readonly before: number;
  readonly after: number;
  readonly enters: number;
  readonly leaves: number;
}

/** One person who enters or leaves. */
export interface WhatIfChange {
  readonly change: 'enters' | 'leaves';
  readonly findingId: string;
  readonly rule: string;
  readonly county: string;
  readonly maskedId: string;
  readonly reasonZh: string;
  readonly reasonEn: string;
}

export interface WhatIf {
  readonly runId: string;
  readonly asOf: string;
  readonly rows: readonly WhatIfRow[];
  readonly changes: readonly WhatIfChange[];
  /** People whom rules could not judge for want of a standard, before and after. */
  readonly refused: { readonly before: number; readonly after: number };
}

interface Found {
  readonly rule: string;
  readonly kind: string;
  readonly county: string;
  readonly maskedId: string;
  readonly reasonZh: string;
  readonly reasonEn: string;
}

interface Judged {
  readonly found: ReadonlyMap<string, Found>;
  readonly refused: number;
}

/** Who would enter or leave the lists under other standards; nothing is published. Throws ConfigError. */
export async function whatIfStandards(request: {
  readonly options: RunOptions;
  readonly standardsFile: string;
}): Promise<WhatIf> {
  if (!existsSync(request.standardsFile)) {
    throw new ConfigError(`${basename(request.standardsFile)}: no such file`, {
      zh: `${basename(request.standardsFile)}：文件不存在`,
      code: 'E_STANDARDS_UNREADABLE',
      hint: 'give a CSV with the columns of standards.csv',
    });
  }
  const lab = await openRuleLab(request.options);
  const standards = newStandards(request.standardsFile, lab.asOf);
  const before = await judge(lab, lab.context.standards);
  const after = await judge(lab, standards);
  return {
    runId: lab.runId,
    asOf: lab.asOf,
    rows: countRows(before, after),
    changes: [...changesOf(after, before, 'enters'), ...changesOf(before, after, 'leaves')],
    refused: { before: before.refused, after: after.refused },
  };
}

/** Without a standard in force no rule would run, and everybody would seem to leave. */
function newStandards(path: string, asOf: string): readonly Standard[] {
  const shown = basename(path);
  const standards = loadStandards(path, shown);
  if (standards.some(({ scheme, effectiveFrom }) => scheme === 'dibao' && effectiveFrom <= asOf))
    return standards;
  throw new ConfigError(`${shown}: no dibao standard is in force on ${asOf}`, {
    zh: `${shown}：${asOf} 没有生效的低保标准（dibao）`,
    code: 'E_STANDARDS_INVALID',
    hint: 'give the lines in force, with their effective_from',
    file: shown,
  });
}

/** Only rules whose thresholds hang on a standard can change. */
async function judge(lab: RuleLab, standards: readonly Standard[]): Promise<Judged> {
  const rules = lab.context.rules.filter((rule) => rule.standard);
  return tryRules(lab, { rules, standards }, async ({ engine, findings, input }) => {
    const rows = await engine.rows(
      `SELECT finding_id, rule_id, kind, county, masked_id, reason_zh, reason_en FROM ${findings} ORDER BY rule_id, county, finding_id`,
    );
    const refused = await engine.rows(
      `SELECT count(*) AS refused FROM ${engine.dialect.readParquet([input.refusedFile])}`,
    );
    const found = rows.map((row): [string, Found] => [
      String(row['finding_id']),
      {
        rule: String(row['rule_id']),
        kind: String(row['kind']),
        county: String(row['county'] ?? ''),
        maskedId: String(row['masked_id'] ?? ''),
        reasonZh: String(row['reason_zh']),
        reasonEn: String(row['reason_en']),
      },
    ]);
    return { found: new Map(found), refused: Number(refused[0]?.['refused'] ?? 0) };
  });
}

function countRows(before: Judged, after: Judged): readonly WhatIfRow[] {
  const keys = new Map<string, Found>();
  for (const found of [...before.found.values(), ...after.found.values()]) keys.set(keyOf(found), found);
  const count = (side: Judged, key: string, without?: Judged): number =>
    [...side.found].filter(([id, found]) => keyOf(found) === key && without?.found.has(id) !== true).length;
  return [...keys]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { rule, kind, county }]) => ({
      rule,
      kind,
      county,
      before: count(before, key),
      after: count(after, key),
      enters: count(after, key, before),
      leaves: count(before, key, after),
    }));
}

function keyOf({ rule, kind, county }: Found): string {
  return `${rule}|${kind}|${county}`;
}

function changesOf(side: Judged, other: Judged, change: WhatIfChange['change']): readonly WhatIfChange[] {
  return [...side.found]
    .filter(([id]) => !other.found.has(id))
    .map(([findingId, { rule, county, maskedId, reasonZh, reasonEn }]) => ({
      change,
      findingId,
      rule,
      county,
      maskedId,
      reasonZh,
      reasonEn,
    }));
}
