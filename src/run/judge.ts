import { findProjectFolder, loadProject } from '../config/project.js';
import { hmacKey } from '../engine/keyed-hash.js';
import {
  closeJudgements,
  type Contradiction,
  type Judgement,
  type JudgementVerdict,
} from '../linkage/judgements.js';
import { ConfigError } from '../model/errors.js';
import { appendAudit } from './audit-trail.js';
import { openEngine } from './engine-session.js';
import { findRecord, registriesOfRun, type FoundRecord } from './find-record.js';
import { appendJudgement, readJudgements } from './judgement-file.js';
import { projectLayout } from './layout.js';
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

/** Records a decision about two records of the last run; returns the contradictions that now stand. Throws ConfigError. */
export async function judgePair(request: JudgeRequest): Promise<readonly Contradiction[]> {
  const layout = projectLayout(findProjectFolder(request.projectFolder));
  const engine = await openEngine(layout);
  try {
    registerFunctions(engine, loadProject(layout.folder).file.mappings);
    const manifest = readManifest(findRun(layout));
    const run = { manifest, registries: await registriesOfRun(layout, manifest) };
    const key = hmacKey(secretKey(layout.secretKey, request.environment, true));
    const left = await findRecord(engine, run, key, request.left);
    const right = await findRecord(engine, run, key, request.right);
    if (left.key === right.key) {
      throw new ConfigError('the two records say the same ID and name, so nothing tells them apart', {
        zh: '两条记录的身份证号和姓名相同，无从区分',
        code: 'E_JUDGEMENT_ALIKE',
        hint: 'two people with one ID and one name have to be corrected where the record comes from',
      });
    }
    appendJudgement(layout, judgementOf(request, left, right));
    const details = { verdict: request.verdict, left: placeOf(left), right: placeOf(right) };
    appendAudit(layout, { action: 'judgement', details }, request.now);
    return closeJudgements(readJudgements(layout)).contradictions;
  } finally {
    await engine.close();
  }
}

function judgementOf(
  { verdict, by, note, now }: JudgeRequest,
  left: FoundRecord,
  right: FoundRecord,
): Judgement {
  return {
    left: left.key,
    right: right.key,
    leftPlace: placeOf(left),
    rightPlace: placeOf(right),
    verdict,
    by,
    at: now.toISOString(),
    ...(note === undefined ? {} : { note }),
  };
}

function placeOf({ registry, file, line }: FoundRecord): string {
  return `${registry} ${file}:${line}`;
}
