import traditional from 'opencc-js/dict/TSCharacters';

/** Variants that OpenCC leaves alone, written form first; all of them occur in names or places. */
const VARIANTS = '峯峰羣群喆哲堃坤皜皓暠皓晧皓晈皎淸清靑青眞真鄕乡曁暨裡里祕秘衆众牀床菴庵塚冢湧涌珎珍';

let table: ReadonlyMap<string, string> | undefined;

function simplifiedOf(): ReadonlyMap<string, string> {
  table ??= new Map([
    ...traditional.split('|').map((line): [string, string] => {
      const [from = '', to = from] = line.split(' ');
      return [from, to];
    }),
    ...(VARIANTS.match(/../gu) ?? []).map((pair) => Array.from(pair) as [string, string]),
  ]);
  return table;
}

/**
 * A comparison key in simplified characters, character by character (OpenCC TSCharacters, Apache-2.0). It never
 * replaces a name: 於 and 于, 乾 and 干 are different surnames with one key.
 */
export function toSimplified(value: string): string {
  const simplified = simplifiedOf();
  let key = '';
  for (const character of value) key += simplified.get(character) ?? character;
  return key;
}
