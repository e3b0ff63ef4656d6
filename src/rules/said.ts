import { z } from 'zod';
import { inBoth } from '../model/schema-problems.js';
import { accuses } from './accusing-words.js';

/** What a reader sees of a rule. */
export const said = z
  .string()
  .min(1)
  .refine(
    (text) => !accuses(text),
    inBoth(
      '含有评判人的字眼，请改为需要核实的事项',
      'holds a word that judges a person; say what is to be verified',
    ),
  );

export const bilingual = z.strictObject({ zh: said, en: said });
