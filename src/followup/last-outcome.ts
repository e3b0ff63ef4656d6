import type { Outcome } from '../model/outcome.js';
import { OUTCOME_LABELS } from './outcome-words.js';

/**
 * What an earlier visit found against a finding, as a sentence; it stands beside the counter-evidence of the data with the
 * same weight (reliability S4). `told` is the finding's `last_outcome`, `evidence` its present evidence; null where nothing
 * was found.
 */
export function lastOutcomeSentence(told: string, evidence: string, lang: 'zh' | 'en'): string | null {
  if (told === '') return null;
  const last = JSON.parse(told) as {
    readonly outcome: Outcome;
    readonly visited: string | null;
    readonly run: string | null;
    readonly evidence: string | null;
  };
  const changed = last.evidence !== evidence;
  if (lang === 'en') {
    const day = last.visited === null ? '' : ` (${last.visited})`;
    return `last visit${day}: ${last.outcome.replaceAll('_', ' ')}${changed ? '; the evidence has changed since' : ''}`;
  }
  const day = last.visited === null ? '' : `（${last.visited}）`;
  return `上次核查${day}：${OUTCOME_LABELS[last.outcome]}${changed ? '，此后依据有变化' : ''}`;
}
