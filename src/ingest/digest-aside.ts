import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { packageRoot } from '../config/package-root.js';
import { fingerprintFiles, type Fingerprint } from './fingerprint.js';
import type { ExportFile } from './scan.js';

/**
 * The fingerprint of a file, computed in a thread of its own while something else reads the file: SHA-256 is most of
 * what a look at the bytes costs. Throws InputError as scanExport does.
 */
export async function digestAside(file: ExportFile): Promise<Fingerprint> {
  // Whatever went wrong over there goes wrong here too, and is then told as always.
  return (await inThread(file)) ?? (await digestHere(file));
}

async function digestHere(file: ExportFile): Promise<Fingerprint> {
  const [print] = await fingerprintFiles([file]);
  if (print === undefined) throw new RangeError('one file has one fingerprint');
  return print;
}

function inThread(file: ExportFile): Promise<Fingerprint | null> {
  return new Promise((resolve) => {
    const worker = new Worker(workerScript(), { workerData: file, env: {} });
    worker.once('message', (print: Fingerprint | null) => resolve(print));
    worker.once('error', () => resolve(null));
    worker.once('exit', () => resolve(null));
  });
}

/** The compiled script; tests run from the sources and use the build beside them. */
function workerScript(): string {
  const here = fileURLToPath(import.meta.url);
  if (here.endsWith('.js')) return join(here, '..', 'digest-worker.js');
  return join(packageRoot(), 'dist', 'src', 'ingest', 'digest-worker.js');
}
