import { existsSync, statSync } from 'node:fs';
import { basename, join, relative, resolve, sep } from 'node:path';
import { globSync } from 'tinyglobby';
import { ConfigError, InputError } from '../model/errors.js';

/** A delivered file: where it is and how it is shown in contracts, relative to the project with forward slashes. */
export interface ExportFile {
  readonly path: string;
  readonly shown: string;
}

/** The files of a registry, in the order of their shown names. Throws InputError when a pattern finds none. */
export function findExports(
  projectFolder: string,
  registry: string,
  patterns: readonly string[],
): readonly ExportFile[] {
  const found = new Map<string, string>();
  for (const pattern of patterns) {
    for (const path of expand(projectFolder, registry, pattern)) {
      found.set(relative(projectFolder, path).split(sep).join('/'), path);
    }
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([shown, path]) => ({ path, shown }));
}

function expand(projectFolder: string, registry: string, pattern: string): readonly string[] {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(pattern)) {
    throw new ConfigError(`registry ${registry}: exports are local files, not addresses`, {
      zh: `名单 ${registry}：导出文件须在本机，不能是网址`,
      code: 'E_FILES_URL',
      hint: 'have the export brought to this machine, then name the file',
    });
  }
  const literal = resolve(projectFolder, pattern);
  if (existsSync(literal)) {
    if (statSync(literal).isFile()) return [literal];
    throw new InputError(`registry ${registry}: ${pattern} is not a regular file`, {
      zh: `名单 ${registry}：${pattern} 不是普通文件`,
      code: 'E_FILE_KIND',
      file: pattern,
      hint: 'name files, or a pattern such as exports/*.csv',
    });
  }
  const matches = globSync(pattern, {
    cwd: projectFolder,
    absolute: true,
    onlyFiles: true,
    expandDirectories: false,
  });
  if (matches.length === 0) {
    throw new InputError(`registry ${registry}: no file ${pattern}`, {
      zh: `名单 ${registry}：没有文件 ${pattern}`,
      code: 'E_FILE_MISSING',
      file: pattern,
      hint: 'put the export there, or mend `files` in yingbao.yaml',
    });
  }
  return matches.map((match) => join(match));
}

/** The day that a file's name states (`…_20261031.csv`, `…2026-10-31…`), if it does. */
export function dateInName(file: string): string | null {
  const match = /(?<!\d)(20\d{2})[-_.年]?(0[1-9]|1[0-2])[-_.月]?(0[1-9]|[12]\d|3[01])(?!\d)/.exec(
    basename(file),
  );
  if (match === null) return null;
  const day = `${match[1]}-${match[2]}-${match[3]}`;
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day) ? day : null;
}
