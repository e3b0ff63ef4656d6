/**
 * Syllables that speakers from Fujian and the south do not tell apart: n, l and r; zh-ch-sh and z-c-s; -n and -ng;
 * and f for h before u.
 */

/** How a syllable with f sounds with h; the final is already without its g. */
const F_AS_H: Readonly<Record<string, string>> = {
  fa: 'hua',
  fan: 'huan',
  fei: 'hui',
  fen: 'hun',
  fo: 'huo',
  fou: 'hou',
  fu: 'hu',
};

/** Toneless syllable → its classes; syllables that share one are near in sound. */
export function nearSounds(syllable: string): readonly string[] {
  const plain = syllable
    .replace(/^(z|c|s)h/, '$1')
    .replace(/^[nr](?=.)/, 'l')
    .replace(/ng$/, 'n');
  const asH = syllable === 'feng' ? 'hon' : F_AS_H[plain];
  return asH === undefined ? [plain] : [plain, asH];
}

/** Consonants that spellings of one foreign name do not tell apart, by the first letters of a syllable. */
const CONSONANTS: readonly (readonly [RegExp, string])[] = [
  [/^(er$|[lnr])/, 'l'],
  [/^x/, 'sj'],
  [/^s/, 's'],
  [/^([zc]h|[jq])/, 'j'],
  [/^[zc]/, 'c'],
  [/^[bp]/, 'b'],
  [/^[dt]/, 'd'],
  [/^[gkh]/, 'g'],
  [/^[fw]/, 'w'],
  [/^m/, 'm'],
];

/** Toneless syllable → the classes of its first consonant, a letter each; `y` where it begins with y or a vowel. */
function consonants(syllable: string): string {
  return CONSONANTS.find(([first]) => first.test(syllable))?.[1] ?? 'y';
}

/** Two syllables that may spell one foreign syllable: their consonants are not told apart, whatever their vowels. */
export function shareConsonant(a: string, b: string): boolean {
  const other = consonants(b);
  return Array.from(consonants(a)).some((letter) => other.includes(letter));
}
