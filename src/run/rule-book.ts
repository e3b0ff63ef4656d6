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
}

/** Reads the rules that `rule list` and `rule doc` show. */
export function readRuleBook(start: string): RuleBook {
  const packs = assetPath('src', 'rules', 'packs');
  const departments = loadDepartments(assetPath('data', 'departments.json'));
  const folder = projectFolder(start);
  if (folder === null) {
    return { rules: loadRules(packs, null), departments, disabled: [], shadow: [], parameters: {} };
  }
  const { rules } = loadProject(folder).file;
  return {
    rules: loadRules(packs, rules.folder === undefined ? null : join(folder, rules.folder)),
    departments,
    disabled: rules.disable,
    shadow: rules.shadow,
    parameters: rules.parameters,
  };
}

function projectFolder(start: string): string | null {
  try {
    return findProjectFolder(start);
  } catch (error) {
    if (error instanceof YingbaoError && error.code === 'E_PROJECT_MISSING') return null;
    throw error;
  }
}
