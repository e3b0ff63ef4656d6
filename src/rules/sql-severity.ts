import type { Bilingual } from '../model/bilingual.js';
import { SEVERITIES } from '../model/finding.js';
import { lower, type SqlToken } from './sql-tokens.js';

/** `… AS severity` needs its line under `yields`, else it would be passed over; its literals are severities. */
export function severityProblems(
  tokens: readonly SqlToken[],
  yields: readonly string[],
): readonly Bilingual[] {
  const places = tokens.flatMap((token, index) =>
    lower(token) === 'severity' && lower(tokens[index - 1]) === 'as' ? [index - 2] : [],
  );
  if (places.length === 0) return [];
  if (!yields.includes('severity'))
    return [
      {
        zh: '各行要有自己的严重度，须在 yields 中写明：yields: [severity]',
        en: 'a row has a severity of its own only where `yields` names it: yields: [severity]',
      },
    ];
  const severities: readonly string[] = SEVERITIES;
  const wrong = places
    .flatMap((place) => resultLiterals(tokens, place))
    .filter((word) => !severities.includes(word));
  return [...new Set(wrong)].map((word) => ({
    zh: `severity 应为 ${severities.join('、')} 之一，不能是 '${word}'`,
    en: `severity is one of ${severities.join(', ')}, not '${word}'`,
  }));
}

/** The literals that an expression may come out as, seen from its last token: itself, or the branches of its CASE. */
function resultLiterals(tokens: readonly SqlToken[], last: number): readonly string[] {
  const token = tokens[last];
  if (token?.kind === 'literal') return [token.text];
  if (lower(token) !== 'end') return [];
  let open = 1;
  const branches = tokens.slice(0, last).reduceRight<number[]>((found, one, at) => {
    if (open === 0) return found;
    if (open === 1 && ['then', 'else'].includes(lower(one))) found.push(at + 1);
    if (lower(one) === 'end') open += 1;
    if (lower(one) === 'case') open -= 1;
    return found;
  }, []);
  return branches.flatMap((at) => (tokens[at]?.kind === 'literal' ? [tokens[at].text] : []));
}
