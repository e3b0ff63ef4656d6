import { parseRule, type Rule } from '../../src/rules/rule-file.js';

/** The least that a rule must yield. */
export const MINIMAL_SQL =
  "SELECT person_id, '' AS episode, '[]' AS sources, link_class, NULL AS amount, false AS refused FROM coverage";

/** The text of a rule file; `front` replaces whole lines of the front matter by their key. */
export function ruleText(front: Readonly<Record<string, string | null>> = {}, sql = MINIMAL_SQL): string {
  const lines: Record<string, string | null> = {
    id: 'id: M80',
    version: 'version: 1',
    kind: 'kind: missed',
    title: 'title: { zh: 标题, en: title }',
    severity: 'severity: low',
    requires: 'requires: [assistance]',
    reason: 'reason: { zh: 原因, en: reason }',
    innocent: 'innocent: { zh: [无], en: [none] }',
    check: 'check: { zh: [核实], en: [verify] }',
    basis: 'basis: [{ title: 本地规定, verified: false }]',
    owner: 'owner: county',
    ...front,
  };
  const yaml = Object.values(lines).filter((line) => line !== null);
  return `/*---\n${yaml.join('\n')}\n---*/\n${sql}\n`;
}

export function buildRule(front: Readonly<Record<string, string | null>> = {}, sql = MINIMAL_SQL): Rule {
  return parseRule(ruleText(front, sql), 'M80-test.sql');
}
