import type { UnmappedValue } from '../model/snapshot.js';
import type { VocabularyName } from '../model/vocabularies.js';

/** Categories that decide who is covered, or who is insured as whom: a value without a meaning would accuse or miss people. */
const DECISIVE: readonly VocabularyName[] = ['scheme', 'assistanceStatus', 'insuranceType', 'assistedClass'];

/** True where a value that nothing maps stops a run; values of other categories stay NULL with flag D11. */
export function isDecisive({ vocabulary }: UnmappedValue): boolean {
  return DECISIVE.some((name) => name === vocabulary);
}
