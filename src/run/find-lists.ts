import { existsSync, statSync } from 'node:fs';
import { isAbsolute, join, sep } from 'node:path';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { InputError } from '../model/errors.js';

/** Office writes a lock file beside a list that is open: `~$name.xlsx`. */
const LISTS = { pattern: '**/*.{csv,xlsx}', ignore: ['**/~$*', '**/.*'] } as const;

/**
 * The filled lists that a command line names, each once, in the order of their names, so that the order there decides
 * nothing. A folder stands for all lists in it and below: thousands do not fit on a command line. A pattern stands for
 * what it matches, since not every shell does that itself. Throws InputError where one stands for nothing.
 */
export function findLists(named: readonly string[]): readonly string[] {
  return [...new Set(named.flatMap(listsOf))].sort();
}

function listsOf(name: string): readonly string[] {
  if (existsSync(name)) return statSync(name).isDirectory() ? listsBelow(name) : [name];
  const pattern = sep === '\\' ? name.replaceAll(sep, '/') : name;
  // A name that is no pattern is missed by whoever opens it.
  if (!isDynamicPattern(pattern)) return [name];
  const options = { onlyFiles: true, expandDirectories: false, ignore: LISTS.ignore };
  return someOf(
    globSync(pattern, { ...options, absolute: isAbsolute(name) }).map((file) => join(file)),
    name,
  );
}

function listsBelow(folder: string): readonly string[] {
  const options = { cwd: folder, onlyFiles: true, caseSensitiveMatch: false, ignore: LISTS.ignore };
  return someOf(
    globSync(LISTS.pattern, options).map((file) => join(folder, file)),
    folder,
  );
}

function someOf(files: readonly string[], name: string): readonly string[] {
  if (files.length > 0) return files;
  throw new InputError(`${name}: no list in it, no CSV and no XLSX`, {
    zh: `${name} 中没有清单（CSV 或 XLSX）`,
    code: 'E_FILE_MISSING',
    hint: 'name filled lists, or the folder that they are in',
    file: name,
  });
}
