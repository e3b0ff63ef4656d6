/** The same in Chinese and in English. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** Several sayings in one, one on a line unless something else stands between them. */
export function joinBilingual(
  parts: readonly Bilingual[],
  between: Bilingual = { zh: '\n', en: '\n' },
): Bilingual {
  return {
    zh: parts.map(({ zh }) => zh).join(between.zh),
    en: parts.map(({ en }) => en).join(between.en),
  };
}

/** With something in front that reads the same in both languages, such as a place in a file. */
export function inFront(place: string, { zh, en }: Bilingual): Bilingual {
  return { zh: `${place}${zh}`, en: `${place}${en}` };
}
