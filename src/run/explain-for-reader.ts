import { findProjectFolder } from '../config/project.js';
import { ConfigError } from '../model/errors.js';
import { appendAudit } from './audit-trail.js';
import { explainFinding, type FindingExplanation } from './explain-finding.js';
import { projectLayout } from './layout.js';

/** Explains a finding; whoever wants identities in full gives a reason, which goes to the audit trail first. */
export async function explainForReader(request: {
  readonly projectFolder: string;
  readonly findingId: string;
  readonly runId?: string;
  readonly reveal: boolean;
  readonly reason?: string;
  readonly now: Date;
}): Promise<FindingExplanation> {
  const folder = findProjectFolder(request.projectFolder);
  if (request.reveal) {
    if (request.reason === undefined || request.reason.trim() === '') {
      throw new ConfigError('--reveal needs --reason', {
        code: 'E_REASON_MISSING',
        hint: 'say why the identity is needed in full',
      });
    }
    const details = { finding: request.findingId, reason: request.reason };
    appendAudit(projectLayout(folder), { action: 'reveal', details }, request.now);
  }
  return explainFinding({
    projectFolder: folder,
    findingId: request.findingId,
    reveal: request.reveal,
    ...(request.runId === undefined ? {} : { runId: request.runId }),
  });
}
