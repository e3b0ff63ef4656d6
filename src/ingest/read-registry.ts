import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '../engine/engine.js';
import { InputError } from '../model/errors.js';
import type { ExportWarning } from '../model/snapshot.js';
import { assertAcceptable, type AcceptanceRequest } from './acceptance.js';
import type { ReadExportRequest } from './export-parts.js';
import { fingerprintFiles } from './fingerprint.js';
import { readExport } from './read-export.js';
import type { ReadExport } from './read-result.js';
import type { ExportFile } from './scan.js';

export interface RegistryRequest extends Omit<ReadExportRequest, 'fileIndex'>, AcceptanceRequest {
  readonly files: readonly ExportFile[];
}

/**
 * Reads all files of a registry in order. The same file twice is read once; a list of families is left out where a list
 * of persons stands beside it. Throws InputError where a file cannot be read or lost too much.
 */
export async function readRegistry(engine: Engine, request: RegistryRequest): Promise<readonly ReadExport[]> {
  const { files, repeated } = await distinctFiles(request.files);
  const exports: ReadExport[] = [];
  let family: InputError | null = null;
  for (const file of files) {
    try {
      for (const read of await readExport(engine, file, { ...request, fileIndex: exports.length })) {
        assertAcceptable(read, request);
        exports.push(withWarnings(read, twice(repeated.get(file.shown))));
      }
    } catch (error) {
      if (!(error instanceof InputError) || error.code !== 'E_HEADER_FAMILY') throw error;
      family ??= error;
    }
  }
  if (family !== null && !exports.some(isPersonList)) throw family;
  return withoutFamilies(exports, request.folder, family);
}

/** Files with other bytes than all before them, and the later names of those that came again. */
async function distinctFiles(all: readonly ExportFile[]): Promise<{
  readonly files: readonly ExportFile[];
  readonly repeated: ReadonlyMap<string, readonly string[]>;
}> {
  const sizes = await Promise.all(
    all.map(({ path }) =>
      stat(path).then(
        ({ size }) => size,
        () => -1,
      ),
    ),
  );
  const alike = all.filter((_, index) => sizes.filter((size) => size === sizes[index]).length > 1);
  const hashes = new Map(
    alike.length === 0 || sizes.includes(-1)
      ? []
      : (await fingerprintFiles(alike)).map(({ file, sha256 }) => [file, sha256] as const),
  );
  const firstOf = new Map<string, string>();
  const repeated = new Map<string, string[]>();
  const files = all.filter(({ shown }) => {
    const hash = hashes.get(shown);
    const first = hash === undefined ? undefined : firstOf.get(hash);
    if (first === undefined) {
      if (hash !== undefined) firstOf.set(hash, shown);
      return true;
    }
    repeated.set(first, [...(repeated.get(first) ?? []), shown]);
    return false;
  });
  return { files, repeated };
}

function twice(names: readonly string[] | undefined): readonly ExportWarning[] {
  return (names ?? []).map((detail) => ({ code: 'E_FILE_TWICE', line: null, detail }));
}

/** One row per person, with the household of each. */
function isPersonList({ report, fromFamilies }: ReadExport): boolean {
  const fields = new Set(report.columns.map(({ field }) => field));
  return (
    !fromFamilies &&
    report.loaded > 0 &&
    (fields.has('headId') || fields.has('headName') || fields.has('relation'))
  );
}

/** Civil affairs send families and persons side by side: the same people twice, of which the person list says more. */
async function withoutFamilies(
  exports: readonly ReadExport[],
  folder: string,
  refused: InputError | null,
): Promise<readonly ReadExport[]> {
  const persons = exports.find(isPersonList);
  const families = persons === undefined ? [] : exports.filter(({ fromFamilies }) => fromFamilies);
  for (const { parquet } of families.flatMap(({ parts }) => parts))
    await rm(join(folder, parquet), { force: true });
  const left = [
    ...families.map(({ report }) => `${report.file}: ${report.loaded}`),
    ...(refused?.file === undefined ? [] : [refused.file]),
  ].map((detail): ExportWarning => ({ code: 'W_FAMILY_FILE', line: null, detail }));
  return exports
    .filter((one) => !families.includes(one))
    .map((one) => (one === persons ? withWarnings(one, left) : one));
}

function withWarnings(read: ReadExport, warnings: readonly ExportWarning[]): ReadExport {
  if (warnings.length === 0) return read;
  return { ...read, report: { ...read.report, warnings: [...read.report.warnings, ...warnings] } };
}
