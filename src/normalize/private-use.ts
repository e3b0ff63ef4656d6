/**
 * GBK files written before GB 18030-2005 keep 80 characters at the private-use places U+E815–U+E864; this is their
 * standard form in that order. Source: mozillazg/pinyin-data `GBK_PUA.txt` (MIT, licence in data/reference).
 */
const FROM_E815 = Array.from(
  '⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻',
);
const FIRST = 0xe815;

/** The two private-use places outside that run: the GBK ideographic space and m with acute. */
const SINGLE: ReadonlyMap<string, string> = new Map([
  ['\uE5E5', '\u3000'],
  ['\uE7C7', '\u1E3F'],
]);

/**
 * Replaces GBK private-use characters by their standard ones; other private-use characters stay, because nobody
 * knows what they meant.
 */
export function mapPrivateUse(value: string): string {
  return value.replace(
    /[\uE5E5\uE7C7\uE815-\uE864]/g,
    (character) => SINGLE.get(character) ?? FROM_E815[character.charCodeAt(0) - FIRST] ?? character,
  );
}
