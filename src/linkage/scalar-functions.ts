import type { ScalarFunction } from '../engine/engine.js';
import { isValidCitizenId, masksCompatible, repairCandidates } from '../normalize/citizen-id.js';

/** The part of NameKnowledge (see levels/name-comparer) that SQL calls. */
export interface NameFunctions {
  readonly compare: (a: string, b: string) => { readonly level: string };
  /** One stable key under which names that sound alike meet. */
  readonly pinyinKey: (name: string) => string;
  /** Bits as a decimal number; names without one in common are `different`. */
  readonly marks: (name: string) => string;
}

/** The functions that linkage SQL calls on values that no cheap pattern settles. */
export function linkageFunctions(names: NameFunctions): readonly ScalarFunction[] {
  return [
    {
      name: 'name_level',
      parameters: 2,
      returns: 'VARCHAR',
      call: (a = '', b = '') => names.compare(a, b).level,
    },
    { name: 'pinyin_key', parameters: 1, returns: 'VARCHAR', call: (name = '') => names.pinyinKey(name) },
    { name: 'name_marks', parameters: 1, returns: 'VARCHAR', call: (name = '') => names.marks(name) },
    { name: 'valid_citizen_id', parameters: 1, returns: 'BOOLEAN', call: (id = '') => isValidCitizenId(id) },
    {
      name: 'id_repairs',
      parameters: 1,
      returns: 'VARCHAR',
      call: (id = '') => repairCandidates(id).join(' '),
    },
    {
      name: 'masks_compatible',
      parameters: 2,
      returns: 'BOOLEAN',
      call: (a = '', b = '') => masksCompatible(a, b),
    },
  ];
}
