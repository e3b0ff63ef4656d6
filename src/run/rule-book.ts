import { join } from 'node:path';
import { assetPath } from '../config/package-root.js';
import { findProjectFolder, loadProject } from '../config/project.js';
import { YingbaoError } from '../model/errors.js';
import { loadDepartments, type Department } from '../rules/departments.js';
import { loadRules } from '../rules/load-rules.js';
import type { Rule } from '../rules/rule-file.js';

/** The rules in force for a project, or the shipped ones where there is no project. */
export interface RuleBook {
  readonly rules: readonly Rule[];
  readonly departments: readonly Department[];
  readonly disabled: readonly string[];
  readonly shadow: readonly string[];
  readonly parameters: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Where each rule comes from, by id; a rule of the project may have taken a shipped one's place by mistake. */
  readonly origins: Readonly<Record<string, RuleOrigin>>;
}

export type RuleOrigin = 'shipped' | 'own' | 'replaces';

/** Reads the rules that `rule list` and `rule doc` show. */
export function readRuleBook(start: string): RuleBook {
  const packs = assetPath('src', 'rules', 'packs');
  const departments = loadDepartments(assetPath('data', 'departments.json'));
  const folder = projectFolder(start);
  if (folder === null) {
    const rules = loadRules(packs, null);
    return { rules, departments, disabled: [], shadow: [], parameters: {}, origins: originsOf(rules, rules) };
  }
  const { rules } = loadProject(folder).file;
  const inForce = loadRules(packs, rules.folder === undefined ? null : join(folder, rules.folder));
  return {
    rules: inForce,
    origins: originsOf(inForce, loadRules(packs, null)),
    departments,
    disabled: rules.disable,
    shadow: rules.shadow,
    parameters: rules.parameters,
  };
}

/** One reading of a file is one rule, so the shipped ones are told by being the same. */
function originsOf(inForce: readonly Rule[], shipped: readonly Rule[]): Readonly<Record<string, RuleOrigin>> {
  return Object.fromEntries(
    inForce.map((rule) => {
      const of = shipped.find(({ id }) => id === rule.id);
      return [rule.id, of === undefined ? 'own' : of === rule ? 'shipped' : 'replaces'] as const;
    }),
  );
}

function projectFolder(start: string): string | null {
  try {
    return findProjectFolder(start);
  } catch (error) {
    if (error instanceof YingbaoError && error.code === 'E_PROJECT_MISSING') return null;
    throw error;
  }
}
