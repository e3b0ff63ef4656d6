import { z } from 'zod';
import { inBoth } from '../model/schema-problems.js';
import { VOCABULARIES, VOCABULARY_NAMES, type VocabularyName } from '../model/vocabularies.js';

type WrittenCodes = Readonly<Record<string, string>>;

/** The code that is meant: itself, or its Chinese label as `yingbao schema` prints it; null for any other word. */
function codeMeant(name: VocabularyName, word: string): string | null {
  const { codes } = VOCABULARIES[name];
  if (Object.hasOwn(codes, word)) return word;
  return Object.entries(codes).find(([, label]) => label === word)?.[0] ?? null;
}

/**
 * Written category → code, by vocabulary. A word that is no code is an error: taken as one it would put its people on no
 * list, and everybody among them would seem to be missed.
 */
export const mappingsSchema = z
  .partialRecord(z.enum(VOCABULARY_NAMES), z.record(z.string(), z.string()))
  .default({})
  .transform((all, context) => {
    const understood: Partial<Record<VocabularyName, WrittenCodes>> = {};
    for (const name of VOCABULARY_NAMES) {
      const entries = Object.entries(all[name] ?? {}).map(([written, word]) => {
        const code = codeMeant(name, word);
        if (code === null)
          context.addIssue({ code: 'custom', path: [name, written], message: unknown(name, word) });
        return [written, code ?? word] as const;
      });
      if (entries.length > 0) understood[name] = Object.fromEntries(entries);
    }
    return understood;
  });

function unknown(name: VocabularyName, word: string): string {
  const codes = Object.entries(VOCABULARIES[name].codes);
  return inBoth(
    `${word} 不是以下任何一个代码：${codes.map(([code, label]) => `${code}（${label}）`).join('、')}`,
    `${word} is none of ${codes.map(([code, label]) => `${code} (${label})`).join(', ')}`,
  );
}
