import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isMap, LineCounter, parseDocument, type Document } from 'yaml';
import { inFront, joinBilingual } from '../model/bilingual.js';
import { ConfigError } from '../model/errors.js';
import { atPath, checkSchema, type SchemaProblem } from '../model/schema-problems.js';
import { yamlWords } from '../model/yaml-words.js';
import { projectSchema, type ProjectFile } from './project-schema.js';

export const PROJECT_FILE = 'yingbao.yaml';

/** A project: its folder and what its file says. */
export interface Project {
  readonly folder: string;
  readonly file: ProjectFile;
}

/** Finds `yingbao.yaml` in the folder or above it and reads it. Throws ConfigError with every problem at once. */
export function loadProject(start: string): Project {
  const folder = findProjectFolder(resolve(start));
  const path = join(folder, PROJECT_FILE);
  return { folder, file: parseProject(readFileSync(path, 'utf8'), PROJECT_FILE) };
}

/** The nearest folder at or above `start` with a project file. Throws ConfigError where there is none. */
export function findProjectFolder(start: string): string {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    if (existsSync(join(folder, PROJECT_FILE))) return folder;
    if (folder === dirname(folder)) {
      throw new ConfigError(`no ${PROJECT_FILE} in ${start} or above it`, {
        zh: `${start} 及其上级文件夹中没有 ${PROJECT_FILE}`,
        code: 'E_PROJECT_MISSING',
        hint: 'run `yingbao init --exports FOLDER` first, or give --project DIR',
      });
    }
  }
}

/** Parses the text of a project file; `shown` names it in messages. */
export function parseProject(text: string, shown: string): ProjectFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, version: '1.2' });
  const [syntax] = document.errors;
  if (syntax !== undefined) {
    const { line, col } = syntax.linePos?.[0] ?? {};
    const place = line === undefined ? '' : `第 ${line} 行第 ${col} 列`;
    throw new ConfigError(`${shown}: not valid YAML`, {
      zh: `${shown}：${place}不是有效的 YAML（解析器原文：${yamlWords(syntax.message)}）`,
      code: 'E_PROJECT_SYNTAX',
      hint: syntax.message.split('\n')[0] ?? 'see the line named',
      file: shown,
      ...(line === undefined ? {} : { line }),
    });
  }
  const parsed = checkSchema(projectSchema, plainValue(document, shown));
  if (parsed.success) return parsed.data;
  const places = parsed.problems.map((problem) => lineOf(document, lines, placeOf(problem)));
  const said = joinBilingual(
    parsed.problems.map((problem, index) =>
      inFront(`${shown}:${places[index]} `, atPath(problem.path, problem.said)),
    ),
  );
  throw new ConfigError(said.en, {
    zh: said.zh,
    code: 'E_PROJECT_INVALID',
    hint: 'mend every line named; the commented example of `yingbao init` shows each key',
    file: shown,
    line: Math.min(...places),
  });
}

/** The document as plain data. Aliases are refused: a few lines of them unfold into gigabytes. */
function plainValue(document: Document, shown: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    throw new ConfigError(`${shown}: YAML aliases (&name, *name) are not read`, {
      zh: `${shown}：不支持 YAML 别名（&名称、*名称），请在用到的地方写出内容`,
      code: 'E_PROJECT_SYNTAX',
      hint: 'write the value out where it is needed',
      file: shown,
      cause: error,
    });
  }
}

/** An unknown key is named beside the path of the map that holds it. */
function placeOf({ path, unknownKeys }: SchemaProblem): readonly PropertyKey[] {
  return [...path, ...unknownKeys.slice(0, 1)];
}

/** The line of the deepest part of the path that stands in the file. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const parent: unknown = depth === 1 ? document.contents : document.getIn(path.slice(0, depth - 1), true);
    if (!isMap(parent)) continue;
    const pair = parent.items.find((item) => String(item.key) === String(path[depth - 1]));
    const range = (pair?.key as { range?: readonly number[] } | undefined)?.range;
    if (range?.[0] !== undefined) return lines.linePos(range[0]).line;
  }
  return 1;
}
