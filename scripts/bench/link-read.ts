// The reference of `npm run bench:link`: reads the columns of the insurance registry that linkage compares.
import { join } from 'node:path';
import { benchEngine } from './link-setup.js';
import { reportMeasurement } from './measured-child.js';

const [folder = '.'] = process.argv.slice(2);
const engine = await benchEngine(folder);
const started = performance.now();
const columns = [
  'id',
  'id_kind',
  'id_key',
  'name',
  'sex',
  'birth_date',
  'phone',
  'county',
  'town',
  'village',
];
await engine.rows(
  `SELECT ${columns.map((column) => `max(${column})`).join(', ')} FROM ${engine.dialect.readParquet([join(folder, 'insurance.parquet')])}`,
);
await engine.close();
reportMeasurement(started);
