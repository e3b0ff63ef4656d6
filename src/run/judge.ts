import { join } from 'node:path';
import { findProjectFolder, loadProject } from '../config/project.js';
import { duckdbDialect } from '../engine/duckdb/duckdb-dialect.js';
import type { Engine } from '../engine/engine.js';
import { hmacKey } from '../engine/keyed-hash.js';
import { number, text } from '../engine/sql.js';
import { readSnapshot } from '../ingest/snapshot.js';
import {
  closeJudgements,
  type Contradiction,
  type Judgement,
  type JudgementVerdict,
} from '../linkage/judgements.js';
import type { RegistryRecords } from '../linkage/linkage-input.js';
import { recordKeysQuery } from '../linkage/record-key.js';
import { ConfigError } from '../model/errors.js';
import { appendAudit } from './audit-trail.js';
import { openEngine } from './engine-session.js';
import { appendJudgement, readJudgements } from './judgement-file.js';
import { projectLayout, type Layout } from './layout.js';
import { linkRecords } from './link-records.js';
import { findRun, readManifest } from './results.js';
import { registerFunctions } from './scalar-functions.js';
import { secretKey } from './secret-key.js';

export interface JudgeRequest {
  readonly projectFolder: string;
  readonly verdict: JudgementVerdict;
  /** `FILE:LINE` or `REGISTRY FILE:LINE`, as `explain` shows records of the last run. */
  readonly left: string;
  readonly right: string;
  readonly by: string;
  readonly note?: string;
  readonly now: Date;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

interface JudgedRecord {
  readonly place: string;
  readonly key: string;
}

/** Records a decision about two records of the last run; returns the contradictions that now stand. Throws ConfigError. */
export async function judgePair(request: JudgeRequest): Promise<readonly Contradiction[]> {
  const layout = projectLayout(findProjectFolder(request.projectFolder));
  const engine = await openEngine(layout);
  try {
    registerFunctions(engine, loadProject(layout.folder).file.mappings);
    const left = await findRecord(engine, layout, request, request.left);
    const right = await findRecord(engine, layout, request, request.right);
    if (left.key === right.key) {
      throw new ConfigError('the two records say the same ID and name, so nothing tells them apart', {
        code: 'E_JUDGEMENT_ALIKE',
        hint: 'two people with one ID and one name have to be corrected where the record comes from',
      });
    }
    appendJudgement(layout, judgementOf(request, left, right));
    const details = { verdict: request.verdict, left: left.place, right: right.place };
    appendAudit(layout, { action: 'judgement', details }, request.now);
    return closeJudgements(readJudgements(layout)).contradictions;
  } finally {
    await engine.close();
  }
}

function judgementOf(
  { verdict, by, note, now }: JudgeRequest,
  left: JudgedRecord,
  right: JudgedRecord,
): Judgement {
  return {
    left: left.key,
    right: right.key,
    leftPlace: left.place,
    rightPlace: right.place,
    verdict,
    by,
    at: now.toISOString(),
    ...(note === undefined ? {} : { note }),
  };
}

/** The record at a place, in the snapshots of the last run; the speaker of a petition unless `…@subject` is named. */
async function findRecord(
  engine: Engine,
  layout: Layout,
  { environment }: JudgeRequest,
  place: string,
): Promise<JudgedRecord> {
  const [, name, file = '', line = '0'] = /^(?:(\S+) )?(.+):(\d{1,9})$/.exec(place) ?? [];
  const key = hmacKey(secretKey(layout.secretKey, environment, true));
  const found: JudgedRecord[] = [];
  for (const records of await registriesOf(layout, name)) {
    const rows = await engine.rows(`SELECT *
FROM (
${recordKeysQuery(key, records)}
)
WHERE line = ${number(Number(line))}
  AND (file = ${text(file)} OR ends_with(file, ${text(`/${file}`)}))`);
    for (const row of rows) {
      const shown = `${records.registry} ${String(row['file'])}:${line}`;
      found.push({ key: String(row['record_key']), place: shown });
    }
  }
  const [record] = found;
  if (record !== undefined && found.length === 1) return record;
  throw new ConfigError('no single record of the last run stands at the place given', {
    code: 'E_JUDGEMENT_PLACE',
    hint: 'write `FILE:LINE` or `REGISTRY FILE:LINE`, as `yingbao explain` shows it',
  });
}

/** The registries of the last run as linkage saw them: the one of that name, or all that departments sent. */
async function registriesOf(layout: Layout, name: string | undefined): Promise<readonly RegistryRecords[]> {
  const entries = readManifest(findRun(layout)).registries;
  const snapshots = await Promise.all(
    entries.map(({ registry, snapshot }) => readSnapshot(join(layout.snapshots, registry, snapshot))),
  );
  const sent = new Set(entries.map(({ registry }) => registry));
  return linkRecords(duckdbDialect, snapshots).filter(({ registry }) =>
    name === undefined ? sent.has(registry) : registry === name,
  );
}
