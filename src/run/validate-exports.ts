import { mkdirSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { loadProject, PROJECT_FILE } from '../config/project.js';
import type { ProjectFile } from '../config/project-schema.js';
import { ingestFunctions, type Mappings } from '../ingest/scalar-functions.js';
import { validateExport, type ValidationReport, type ValidationRequest } from '../ingest/validate.js';
import { ConfigError } from '../model/errors.js';
import type { RegistryKind } from '../model/registry-kinds.js';
import { atExit } from './at-exit.js';
import { openScratchEngine } from './engine-session.js';
import { registryMappings } from '../config/registry-mappings.js';
import { dateInName, findExports } from './find-exports.js';

export interface ValidateOptions {
  readonly projectFolder: string;
  /** Registries of the project to check; all where none is named. */
  readonly registries: readonly string[];
  /** One file of a kind instead of a project's registries. */
  readonly single?: { readonly file: string; readonly kind: RegistryKind };
  readonly maxPlaces: number;
  readonly now: Date;
  /** Folder for what is read; removed afterwards, whatever happens. */
  readonly scratchFolder: string;
}

/** Checks exports without keeping them: one report per registry. Throws ConfigError where nothing can be checked. */
export async function validateExports(options: ValidateOptions): Promise<readonly ValidationReport[]> {
  const removeScratch = atExit(() => {
    rmSync(options.scratchFolder, { recursive: true, force: true });
  });
  try {
    const requests =
      options.single === undefined ? projectRequests(options) : singleRequest(options, options.single);
    return await validateRequests(options.scratchFolder, requests);
  } finally {
    removeScratch();
  }
}

async function validateRequests(
  scratchFolder: string,
  { requests, mappings }: Requests,
): Promise<readonly ValidationReport[]> {
  mkdirSync(scratchFolder, { recursive: true, mode: 0o700 });
  const engine = await openScratchEngine(join(scratchFolder, 'spill'));
  try {
    for (const fn of ingestFunctions(mappings)) engine.register(fn);
    const reports: ValidationReport[] = [];
    for (const request of requests) reports.push(await validateExport(engine, request));
    return reports;
  } finally {
    await engine.close();
  }
}

interface Requests {
  readonly requests: readonly ValidationRequest[];
  readonly mappings: Mappings;
}

function singleRequest(
  options: ValidateOptions,
  single: { readonly file: string; readonly kind: RegistryKind },
): Requests {
  const shown = basename(single.file);
  const request: ValidationRequest = {
    ...common(options, {}),
    registry: single.kind,
    kind: single.kind,
    files: [{ path: resolve(single.file), shown }],
    asOf: dateInName(shown),
    columns: {},
    maxRejectShare: 0,
  };
  return { requests: [request], mappings: {} };
}

function projectRequests(options: ValidateOptions): Requests {
  const { folder, file } = loadProject(options.projectFolder);
  const names = options.registries.length === 0 ? Object.keys(file.registries) : options.registries;
  const mappings = file.mappings as Mappings;
  const requests = names.map((registry) => {
    const config = registryConfig(file, registry);
    const files = findExports(folder, registry, config.files);
    const stated =
      config.asOf ??
      files
        .map(({ shown }) => dateInName(shown))
        .filter((day) => day !== null)
        .sort()
        .at(-1) ??
      file.asOf;
    return {
      ...common(options, registryMappings(file, config)),
      registry,
      kind: config.kind,
      files,
      asOf: stated ?? null,
      columns: config.columns,
      maxRejectShare: file.intake.maxRejectShare,
    };
  });
  return { requests, mappings };
}

function common(
  options: ValidateOptions,
  mappings: Mappings,
): Pick<ValidationRequest, 'today' | 'mappings' | 'workFolder' | 'maxPlaces'> {
  return {
    today: options.now.toISOString().slice(0, 10),
    mappings,
    workFolder: join(options.scratchFolder, 'work'),
    maxPlaces: options.maxPlaces,
  };
}

function registryConfig(file: ProjectFile, registry: string): ProjectFile['registries'][string] {
  const config = Object.hasOwn(file.registries, registry) ? file.registries[registry] : undefined;
  if (config !== undefined) return config;
  throw new ConfigError(`${PROJECT_FILE} has no registry of that name`, {
    zh: `${PROJECT_FILE} 中没有这个名单；现有名单：${Object.keys(file.registries).join('、')}`,
    code: 'E_REGISTRY_UNKNOWN',
    hint: `the registries are: ${Object.keys(file.registries).join(', ')}`,
    file: PROJECT_FILE,
  });
}
