import type { SqlToken } from './sql-tokens.js';

/** Columns that a sentence never shows, whatever name they go by: numbers, who else, what somebody wrote (S7). */
const NEVER_SHOWN =
  'id head_id subject_id id_key head_key phone account account_holder content remark address'.split(' ');

/** Columns under `{…}` that are such a column as it stands. */
export function shownInFull(tokens: readonly SqlToken[], shown: readonly string[]): readonly string[] {
  const names = new Set(NEVER_SHOWN);
  for (let size = 0; size !== names.size;) {
    size = names.size;
    tokens.forEach((token, index) => {
      const alias = tokens[index + 2];
      if (names.has(lower(token)) && lower(tokens[index + 1]) === 'as' && alias !== undefined)
        names.add(lower(alias));
    });
  }
  return shown.filter((name) => names.has(name));
}

function lower(token: SqlToken | undefined): string {
  return token?.kind === 'word' || token?.kind === 'quoted' ? token.text.toLowerCase() : '';
}
