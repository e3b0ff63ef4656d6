// The byte scanner alone over one export: how many megabytes a core takes in a second.
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { scanExport } from '../../src/ingest/scan.js';
import { reportMeasurement } from './measured-child.js';

const [path = ''] = process.argv.slice(2);
const file = { path, shown: basename(path) };
const before = process.cpuUsage();
const started = performance.now();
await scanExport(file);
const { user, system } = process.cpuUsage(before);
const megabytes = statSync(path).size / 1e6;
reportMeasurement(started, { megabytesPerSecond: Math.round((megabytes / (user + system)) * 1e6) });
