import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
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
        throw new ConfigError(
          `two rules are called ${rule.id}: ${rules.get(rule.id)?.file ?? ''} and ${rule.file}`,
          {
            zh: `有两条规则的编号都是 ${rule.id}：${rules.get(rule.id)?.file ?? ''} 和 ${rule.file}`,
            code: 'E_RULE_TWICE',
            file: rule.file,
          },
        );
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

/** Every file is looked at before one is refused, so that all problems are named at once. */
function allRules(files: readonly string[], read: (name: string) => Rule): readonly Rule[] {
  const rules: Rule[] = [];
  const refused: ConfigError[] = [];
  for (const file of files) {
    try {
      rules.push(read(file));
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      refused.push(error);
    }
  }
  const [first, ...others] = refused;
  if (first === undefined) return rules;
  if (others.length === 0) throw first;
  throw new ConfigError(refused.map(({ message }) => message).join('\n'), {
    zh: refused.map(({ zh }) => zh).join('\n'),
    code: first.code,
  });
}

/** The text of a rule file. Half of a sentence in another encoding would be shown to whoever visits. */
export function readRuleText(path: string): string {
  const bytes = readFileSync(path);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const file = basename(path);
    throw new ConfigError(`${file}: the file is not UTF-8; save it in that encoding`, {
      zh: `${file}：文件不是 UTF-8 编码，请另存为 UTF-8`,
      code: 'E_RULE_FORM',
      file,
    });
  }
}

function readFolder(folder: string): readonly Rule[] {
  try {
    const files = readdirSync(folder)
      .filter((name) => name.endsWith('.sql'))
      .sort();
    return allRules(files, (name) => knownRule(readRuleText(join(folder, name)), name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new ConfigError(`no rules folder ${folder}`, {
        zh: `规则文件夹 ${folder} 不存在`,
        code: 'E_RULES_MISSING',
        hint: 'mend `rules.folder` in yingbao.yaml',
      });
    }
    throw error;
  }
}
