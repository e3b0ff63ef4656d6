import { z } from 'zod';
import { accuses } from './accusing-words.js';

/** What a reader sees of a rule. */
export const said = z
  .string()
  .min(1)
  .refine((text) => !accuses(text), 'holds a word that judges a person; say what is to be verified');

export const bilingual = z.strictObject({ zh: said, en: said });
