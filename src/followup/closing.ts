import type { FindingKind } from '../model/finding.js';
import type { FindingCase } from './finding-state.js';
import { addDays } from './outcome-rows.js';

/** Why a step is not taken now: a code of the catalogue, in words, and the day from which it may be, where one is known. */
export interface NotYet {
  readonly code: string;
  readonly message: string;
  readonly from?: string;
}

/** A second person agrees with what somebody found; nobody agrees with themselves. */
export function mayApprove({ verdict, by }: FindingCase, who: string): NotYet | null {
  if (verdict !== 'confirmed')
    return { code: 'E_APPROVE_NOTHING', message: 'nobody confirmed it on the present evidence' };
  return by.includes(who)
    ? { code: 'E_APPROVE_SELF', message: 'whoever confirmed a finding cannot approve it' }
    : null;
}

/** A person is told of what two people hold to be so, and of nothing else (reliability S6). */
export function mayNotify({ verdict, by, approval, paused }: FindingCase, kind: FindingKind): NotYet | null {
  if (kind !== 'wrong')
    return { code: 'E_NOTICE_KIND', message: 'notices are for findings of people wrongly included' };
  if (paused) return PAUSED;
  return verdict === 'confirmed' && isSecondPerson(approval, by)
    ? null
    : { code: 'E_NOTICE_UNAPPROVED', message: 'it is not confirmed and approved by two people' };
}

/**
 * A finding of somebody wrongly included reaches 属实 only after two people, a notice, and the cooling time (reliability S7;
 * the model is 5 U.S.C. 552a(p)). A notice that promised a later day is kept, whatever the project says since.
 */
export function mayClose(
  found: FindingCase,
  kind: FindingKind,
  coolingDays: number,
  today: string,
): NotYet | null {
  const { verdict, by, approval, notice, paused, state } = found;
  if (kind !== 'wrong' || state !== 'verifying' || verdict !== 'confirmed')
    return {
      code: 'E_CLOSE_NOTHING',
      message: 'no confirmed finding of somebody wrongly included waits to be closed',
    };
  if (paused) return PAUSED;
  if (!isSecondPerson(approval, by))
    return { code: 'E_CLOSE_UNAPPROVED', message: 'a second person has not approved it' };
  if (notice === null) return { code: 'E_CLOSE_UNTOLD', message: 'the person has not been told' };
  const from = closableFrom(notice, coolingDays);
  return today < from ? { code: 'E_CLOSE_EARLY', message: `it can be closed from ${from} on`, from } : null;
}

/** The first day on which a finding may be closed: the day after the last on which the person may object. */
export function closableFrom(notice: NonNullable<FindingCase['notice']>, coolingDays: number): string {
  const cooled = addDays(notice.told, coolingDays);
  const promised = addDays(notice.object_by, 1);
  return cooled > promised ? cooled : promised;
}

const PAUSED: NotYet = { code: 'E_FINDING_PAUSED', message: 'the person objects, and the finding is paused' };

/** Two people: the approval is of somebody else than one of those who confirmed. */
function isSecondPerson(approval: FindingCase['approval'], by: readonly string[]): boolean {
  return approval !== null && by.some((who) => who !== approval.who);
}
