import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { vi } from 'vitest';
import { runCli } from '../../src/cli/main.js';
import { assetPath } from '../../src/config/package-root.js';
import { CASES_FOLDER } from '../cases/project-case.js';

/** The built program; `npm test` builds it first. */
export const BIN = assetPath('dist', 'src', 'bin.js');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface SpawnOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeArguments?: readonly string[];
  readonly cwd?: string;
}

/** What the reader's own settings must not decide. */
const OWN_SETTINGS = ['YINGBAO_LANG', 'YINGBAO_KEY_FILE', 'NO_COLOR', 'FORCE_COLOR'] as const;

/** Runs a command line inside this process, which is ten times faster; `spawnYingbao` runs the built program. */
export async function yingbao(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  let out = '';
  let err = '';
  for (const name of OWN_SETTINGS) vi.stubEnv(name, undefined);
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((piece) => {
    out += String(piece);
    return true;
  });
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((piece) => {
    err += String(piece);
    return true;
  });
  try {
    const code = await runCli(args);
    return { code, out, err };
  } finally {
    stdout.mockRestore();
    stderr.mockRestore();
    vi.unstubAllEnvs();
  }
}

/** Runs the built program to its end, without a terminal. */
export function spawnYingbao(args: readonly string[], options: SpawnOptions = {}): Promise<Ended> {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !(OWN_SETTINGS as readonly string[]).includes(name)),
  );
  const child = spawn(process.execPath, [...(options.nodeArguments ?? []), BIN, ...args], {
    cwd: options.cwd ?? tmpdir(),
    env: { ...inherited, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (out += piece));
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (err += piece));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, out, err });
    });
  });
}

/** A project that tests may spoil. */
export interface CliProject {
  readonly folder: string;
  /** `yingbao … --project FOLDER`. */
  yingbao(args: readonly string[]): Promise<Ended>;
  spawn(args: readonly string[], options?: SpawnOptions): Promise<Ended>;
  write(file: string, content: string | Buffer): void;
  remove(): void;
}

/** A copy of a case's input, or an empty project folder. */
export function cliProject(caseName?: string): CliProject {
  const folder = mkdtempSync(join(tmpdir(), 'yingbao-cli-'));
  if (caseName !== undefined) cpSync(join(CASES_FOLDER, caseName, 'input'), folder, { recursive: true });
  return {
    folder,
    yingbao: (args) => yingbao([...args, '--project', folder]),
    spawn: (args, options) => spawnYingbao([...args, '--project', folder], options),
    write: (file, content) => {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), content);
    },
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
