import { basename } from 'node:path';
import { ConfigError } from '../model/errors.js';
import { selectRules } from '../rules/select-rules.js';
import { readRuleText } from '../rules/load-rules.js';
import { parseRule } from '../rules/rule-file.js';
import type { RunOptions } from './context.js';
import { maskField } from './mask-field.js';
import { openRuleLab, tryRules, type Trial } from './rule-lab.js';

/** What one rule would find on the data of a published run. */
export interface RuleTrial {
  readonly rule: string;
  readonly runId: string;
  readonly asOf: string;
  /** Why it did not run, null where it did. */
  readonly skipped: { readonly zh: string; readonly en: string } | null;
  readonly refused: number;
  readonly counts: readonly {
    readonly kind: string;
    readonly confidence: string;
    readonly findings: number;
    readonly people: number;
  }[];
  /** Masked, spread over the list; nothing is published. */
  readonly examples: readonly {
    readonly kind: string;
    readonly name: string;
    readonly county: string;
    readonly reasonZh: string;
    readonly reasonEn: string;
  }[];
}

/** Dry run of one rule file against the last run's links. Throws ConfigError for a broken file. */
export async function testRule(request: {
  readonly options: RunOptions;
  readonly file: string;
  readonly examples: number;
}): Promise<RuleTrial> {
  const rule = parseRule(readRuleFile(request.file), basename(request.file));
  const lab = await openRuleLab({ ...request.options, rules: [rule] });
  // A shadow rule is what one tests: its findings are wanted here.
  const changes = { rules: [{ ...rule, shadow: false }], shadow: [], disabled: [] };
  return tryRules(lab, changes, async (trial) => {
    const skipped = selectRules(trial.input).skipped[0]?.reason ?? null;
    const refused = await trial.engine.rows(
      `SELECT count(*) AS refused FROM ${trial.engine.dialect.readParquet([trial.input.refusedFile])}`,
    );
    return {
      rule: rule.id,
      runId: lab.runId,
      asOf: lab.asOf,
      skipped,
      refused: Number(refused[0]?.['refused'] ?? 0),
      counts: await countFindings(trial),
      examples: await someFindings(trial, request.examples),
    };
  });
}

function readRuleFile(path: string): string {
  try {
    return readRuleText(path);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(`${basename(path)}: cannot be read`, {
      zh: `${basename(path)}：无法读取`,
      code: 'E_RULE_UNREADABLE',
      hint: 'give the path of a .sql rule file',
      cause: error,
    });
  }
}

async function countFindings({ engine, findings }: Trial): Promise<RuleTrial['counts']> {
  const rows = await engine.rows(
    [
      'SELECT kind, confidence, count(*) AS findings, count(DISTINCT person_id) AS people',
      `FROM ${findings}`,
      'GROUP BY kind, confidence',
      'ORDER BY kind, confidence',
    ].join('\n'),
  );
  return rows.map((row) => ({
    kind: String(row['kind']),
    confidence: String(row['confidence']),
    findings: Number(row['findings']),
    people: Number(row['people']),
  }));
}

async function someFindings({ engine, findings }: Trial, count: number): Promise<RuleTrial['examples']> {
  const rows = await engine.rows(
    [
      'SELECT kind, name, county, reason_zh, reason_en',
      `FROM ${findings}`,
      'ORDER BY finding_id',
      `LIMIT ${String(Math.max(0, Math.floor(count)))}`,
    ].join('\n'),
  );
  return rows.map((row) => ({
    kind: String(row['kind']),
    name: maskField('name', 'name', String(row['name'] ?? ''), false),
    county: String(row['county'] ?? ''),
    reasonZh: String(row['reason_zh']),
    reasonEn: String(row['reason_en']),
  }));
}
