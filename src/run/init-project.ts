import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, extname, join, relative, resolve, sep } from 'node:path';
import { PROJECT_FILE } from '../config/project.js';
import { STANDARDS_HEADER } from '../config/standards.js';
import { recognizeExport, type RecognizedExport } from '../ingest/recognize-export.js';
import { ConfigError, YingbaoError } from '../model/errors.js';
import { KIND_SPECS, type RegistryKind } from '../model/registry-kinds.js';
import { dateInName } from './find-exports.js';
import { projectText, type ProposedRegistry } from './project-text.js';
import { openTemporaryFolder } from './temporary-folder.js';

const EXPORT_ENDINGS = ['.csv', '.txt', '.tsv', '.xlsx', '.xls', '.parquet', '.gz', '.zip'];

/** What `init` made of one file. */
export interface RecognizedFile {
  readonly file: string;
  readonly kind: RegistryKind | null;
  readonly why: { readonly zh: string; readonly en: string };
}

export interface InitResult {
  readonly folder: string;
  readonly written: readonly string[];
  readonly files: readonly RecognizedFile[];
}

/**
 * Writes a commented `yingbao.yaml` and a `standards.csv` template into a folder; with exports, one registry per kind
 * that was recognised. Existing files are never overwritten: throws ConfigError.
 */
export async function initProject(request: {
  readonly folder: string;
  readonly exports?: string;
}): Promise<InitResult> {
  const folder = resolve(request.folder);
  if (existsSync(join(folder, PROJECT_FILE))) {
    throw new ConfigError(`${PROJECT_FILE} is there already`, {
      zh: `${PROJECT_FILE} 已存在`,
      code: 'E_PROJECT_EXISTS',
      hint: 'choose another folder, or move the file away',
      file: PROJECT_FILE,
    });
  }
  const inspections =
    request.exports === undefined ? [] : await inspectFolder(folder, resolve(request.exports));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const registries = proposeRegistries(inspections.map(({ file }) => file));
  const counties = shortestForms(inspections.flatMap(({ inspection }) => inspection?.counties ?? []));
  writeFileSync(
    join(folder, PROJECT_FILE),
    projectText(basename(folder), registries, counties.length === 1 ? (counties[0] ?? null) : null),
    { flag: 'wx', mode: 0o600 },
  );
  const written = [PROJECT_FILE];
  if (!existsSync(join(folder, 'standards.csv'))) {
    writeFileSync(join(folder, 'standards.csv'), standardsTemplate(counties), {
      flag: 'wx',
      mode: 0o600,
    });
    written.push('standards.csv');
  }
  return { folder, written, files: inspections.map(({ file }) => file) };
}

/** One line per county: `福建省南屏县` and `南 屏 县` are `南屏县`. */
function shortestForms(written: readonly string[]): readonly string[] {
  const counties = [...new Set(written.map((county) => county.replace(/\s+/gu, '')))];
  return counties
    .filter((county) => !counties.some((other) => other !== county && county.endsWith(other)))
    .sort();
}

interface InspectedFile {
  readonly file: RecognizedFile;
  readonly inspection: RecognizedExport | null;
}

async function inspectFolder(
  projectFolder: string,
  exportsFolder: string,
): Promise<readonly InspectedFile[]> {
  if (!existsSync(exportsFolder) || !statSync(exportsFolder).isDirectory()) {
    throw new ConfigError('the folder of exports is not there', {
      zh: '存放导出文件的文件夹不存在',
      code: 'E_EXPORTS_MISSING',
      hint: 'give --exports FOLDER',
    });
  }
  const names = readdirSync(exportsFolder)
    .filter((name) => EXPORT_ENDINGS.includes(extname(name).toLowerCase()))
    .sort();
  const files: InspectedFile[] = [];
  for (const name of names) files.push(await inspectFile(projectFolder, join(exportsFolder, name)));
  return files;
}

async function inspectFile(projectFolder: string, path: string): Promise<InspectedFile> {
  const shown = relative(projectFolder, path).split(sep).join('/');
  const scratch = openTemporaryFolder('init');
  try {
    const inspection = await recognizeExport({ path, shown }, join(scratch.path, 'export'));
    return { file: { file: shown, ...decide(inspection) }, inspection };
  } catch (error) {
    if (!(error instanceof YingbaoError)) throw error;
    return {
      file: { file: shown, kind: null, why: { zh: error.zh, en: error.message } },
      inspection: null,
    };
  } finally {
    scratch.remove();
  }
}

/** Two kinds within a point of each other are a person's decision. */
function decide({ guesses }: RecognizedExport): { kind: RegistryKind | null; why: RecognizedFile['why'] } {
  const [best, next] = guesses;
  if (best === undefined)
    return {
      kind: null,
      why: {
        zh: '表头不符合任何一类名单；其他部门的名单写成 kind: custom',
        en: 'the header fits no kind; write a list of another department as kind: custom',
      },
    };
  if (next !== undefined && best.score - next.score <= 1) {
    const both = `${best.kind} / ${next.kind}`;
    return {
      kind: null,
      why: { zh: `可能是 ${both}，请在 yingbao.yaml 中指定`, en: `may be ${both}: decide in yingbao.yaml` },
    };
  }
  return { kind: best.kind, why: best.why };
}

/** One registry per kind, its files listed by name; the as-of date is the latest that a file name states. */
function proposeRegistries(files: readonly RecognizedFile[]): readonly ProposedRegistry[] {
  const byKind = new Map<RegistryKind, string[]>();
  for (const { file, kind } of files) {
    if (kind !== null) byKind.set(kind, [...(byKind.get(kind) ?? []), file]);
  }
  return [...byKind.entries()].map(([kind, own]) => ({
    name: kind,
    kind,
    title: KIND_SPECS[kind].title.zh,
    files: own,
    asOf:
      own
        .map(dateInName)
        .filter((day) => day !== null)
        .sort()
        .at(-1) ?? null,
  }));
}

/** No amount is given: a standard that nobody stated must not be applied, so the rules wait until it is filled in. */
function standardsTemplate(counties: readonly string[]): string {
  const names = counties.length > 0 ? counties : ['某某县'];
  return [
    STANDARDS_HEADER.join(','),
    '# 每行一个标准：县（市、区）, dibao 或 tekun, 生效日期 YYYY-MM-DD, 每人每月元。删去行首 # 并填写金额。',
    '# one standard a line: county, dibao or tekun, effective from, yuan per person and month; remove # and fill in',
    ...names.flatMap((county) => [`#${county},dibao,2026-01-01,`, `#${county},tekun,2026-01-01,`]),
    '',
  ].join('\n');
}
