// The thread of digestAside: one file, one answer; null for everything that the main thread shall find out itself.
import { parentPort, workerData } from 'node:worker_threads';
import { fingerprintFiles } from './fingerprint.js';
import type { ExportFile } from './scan.js';

const prints = await fingerprintFiles([workerData as ExportFile]).catch(() => []);
parentPort?.postMessage(prints[0] ?? null);
