import { normalizeText } from './text.js';

const WRITTEN: ReadonlyMap<string, 'M' | 'F'> = new Map([
  ...['M', '男', '男性', '1', '01', 'MALE', '♂', '1-男', '1男', '男1', '男(1)', '先生'].map(
    (w) => [w, 'M'] as const,
  ),
  ...['F', '女', '女性', '2', '02', 'FEMALE', '♀', '2-女', '2女', '女2', '女(2)', '女士'].map(
    (w) => [w, 'F'] as const,
  ),
]);

/** Sex as written: words, or the codes 1 and 2 of GB/T 2261.1; null for unknown and everything else. */
export function normalizeSex(raw: string): 'M' | 'F' | null {
  const key = (normalizeText(raw) ?? '')
    .toUpperCase()
    .replaceAll(' ', '')
    .replace(/^['"]+|['"]+$/g, '')
    .replace(/\.0$/, '');
  return WRITTEN.get(key) ?? null;
}
