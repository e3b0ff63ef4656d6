import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../model/errors.js';
import { parseRule, type Rule } from './rule-file.js';

/**
 * Reads the shipped pack and, over it, the project's own folder: a file with the same rule id replaces the shipped
 * rule. Rules come back in the order of their ids.
 */
export function loadRules(packFolder: string, projectFolder: string | null): readonly Rule[] {
  const rules = new Map<string, Rule>();
  for (const folder of projectFolder === null ? [packFolder] : [packFolder, projectFolder]) {
    const own = new Set<string>();
    for (const rule of readFolder(folder)) {
      if (own.has(rule.id))
        throw new ConfigError(`two rules are called ${rule.id}`, { code: 'E_RULE_TWICE', file: rule.file });
      own.add(rule.id);
      rules.set(rule.id, rule);
    }
  }
  return [...rules.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Rules by file name and text: one process may read the same files for many runs, and to check a rule is slow. */
const known = new Map<string, Rule>();

function knownRule(text: string, name: string): Rule {
  const key = `${name}\n${text}`;
  const rule = known.get(key) ?? parseRule(text, name);
  known.set(key, rule);
  return rule;
}

function readFolder(folder: string): readonly Rule[] {
  try {
    const files = readdirSync(folder)
      .filter((name) => name.endsWith('.sql'))
      .sort();
    return files.map((name) => knownRule(readFileSync(join(folder, name), 'utf8'), name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new ConfigError(`no rules folder ${folder}`, {
        code: 'E_RULES_MISSING',
        hint: 'mend `rules.folder` in yingbao.yaml',
      });
    }
    throw error;
  }
}
