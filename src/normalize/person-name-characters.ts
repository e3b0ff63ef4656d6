/** Signs that stand for one character a system could not hold, or that somebody hid. */
const WILDCARDS = /[?*＊×✕□▢■〓○◯△▲�某\uE000-\uF8FF]|\p{Extended_Pictographic}/gu;
/** Every dot that is typed between the parts of a name. */
const DOTS = /[·•・．.‧∙⋅●﹒。᛫ꞏ‐‑‒–—-]/gu;
const LATIN_DOTS = /[·•・‧∙⋅﹒]/gu;
const HAN = /\p{Script=Han}/u;
const LETTER_X = /(?<=\p{Script=Han})[Xx]{1,3}(?=\p{Script=Han}|$)/gu;
/** Spaces beside Han characters, wildcards and dots. */
const HAN_SPACES = /(?<=[\p{Script=Han}?·]) +| +(?=[\p{Script=Han}?·])/gu;
/** Serial numbers, pasted phones and IDs. */
const SERIALS = /[0-9#№①-⑳㈠-㈩_=+~^%@!$&|"'`“”‘’:;,、/\\]+/gu;
const LATIN_SERIALS = /[0-9#№_=+~^%@!$&|"`“”:;,、/\\]+/gu;
/** A letter that tells namesakes apart: 张三A. */
const SERIAL_LETTER = /(?<=\p{Script=Han}{2})[A-Wa-w]$/u;

function dropSerials(text: string): string {
  return HAN.test(text)
    ? text.replace(SERIALS, '').replace(SERIAL_LETTER, '')
    : text.replace(LATIN_SERIALS, '');
}

/** ● between the parts of a long name is a dot; elsewhere it hides a character. */
function unifyDisc(text: string): string {
  return text.replace(/●/g, (_, at: number, whole: string) =>
    /[一-鿿]{2}$/.test(whole.slice(0, at)) ? '·' : '?',
  );
}

/** The reading of an untyped character: tone marks off, capitals. */
function foldLatin(text: string): string {
  if (!/\p{Script=Latin}/u.test(text)) return text;
  return text
    .normalize('NFD')
    .replace(/(?<=[A-Za-z])[\u0300-\u036F]+/g, '')
    .normalize('NFC')
    .toUpperCase()
    .normalize('NFC');
}

/**
 * The characters of a canonical name: wildcards as `?`, one middle dot between parts, no serial numbers, Latin parts
 * in capitals, no space beside a Han character.
 */
export function foldNameCharacters(text: string): string {
  const wild = unifyDisc(dropSerials(text).replace(LETTER_X, (run) => '?'.repeat(run.length))).replace(
    WILDCARDS,
    '?',
  );
  const dotted = wild.replace(HAN.test(wild) ? DOTS : LATIN_DOTS, '·');
  return foldLatin(dotted.replace(HAN_SPACES, ''))
    .replace(/·{2,}/g, '·')
    .replace(/^[·.\- ]+|[·.\- ]+$/g, '');
}

/** True where a name shows nothing of a person: only wildcards, or wildcards before 氏. */
export function isOnlyWildcards(name: string): boolean {
  return name !== '' && /^[?·]+氏?$/.test(name);
}
