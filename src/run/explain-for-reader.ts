import { findProjectFolder } from '../config/project.js';
import { appendAudit } from './audit-trail.js';
import { explainFinding, type FindingExplanation } from './explain-finding.js';
import { explainPair, type PairOfRecords } from './explain-pair.js';
import { projectLayout } from './layout.js';
import { statedReason } from './reason.js';

interface ReaderRequest {
  readonly projectFolder: string;
  readonly runId?: string;
  readonly reveal: boolean;
  readonly reason?: string;
  readonly now: Date;
}

/** Explains a finding; whoever wants identities in full gives a reason, which goes to the audit trail first. */
export async function explainForReader(
  request: ReaderRequest & { readonly findingId: string },
): Promise<FindingExplanation> {
  const projectFolder = findProjectFolder(request.projectFolder);
  auditReveal(projectFolder, request, { finding: request.findingId });
  return explainFinding({
    projectFolder,
    findingId: request.findingId,
    reveal: request.reveal,
    ...(request.runId === undefined ? {} : { runId: request.runId }),
  });
}

/** Explains two records, by their places; identities in full as above. */
export async function explainPairForReader(
  request: ReaderRequest & {
    readonly places: readonly [string, string];
    readonly environment: Readonly<Record<string, string | undefined>>;
  },
): Promise<PairOfRecords> {
  const projectFolder = findProjectFolder(request.projectFolder);
  const [left, right] = request.places;
  auditReveal(projectFolder, request, { left, right });
  return explainPair({
    projectFolder,
    places: request.places,
    reveal: request.reveal,
    environment: request.environment,
    ...(request.runId === undefined ? {} : { runId: request.runId }),
  });
}

function auditReveal(
  projectFolder: string,
  { reveal, reason, now }: ReaderRequest,
  what: Readonly<Record<string, string>>,
): void {
  if (!reveal) return;
  const said = statedReason(reason ?? '', 'E_REASON_MISSING');
  appendAudit(projectLayout(projectFolder), { action: 'reveal', details: { ...what, reason: said } }, now);
}
