/** Masked numbers as positional patterns: `*` stands for one hidden character. */

const SIGNS = /[*＊●○◯·•#∗✱✲﹡※?？□■×✕…]/g;
const MASKED = /^[\dX*]+$/;
/** A mask that shows fewer characters than this says nothing about anybody. */
const LEAST_VISIBLE = 4;

/** Every mask sign as `*`; a run of X, or an X beside a mask, is a mask too, unless it is the check character. */
function unifySigns(compact: string): string {
  const starred = compact.replace(SIGNS, '*');
  const hasStars = starred.includes('*');
  return starred.replace(/X+/g, (run, at: number) => {
    const last = at + run.length === starred.length;
    const checkOnly = last && run.length === 1;
    if (checkOnly) return run;
    if (!last && run.length === 1 && !hasStars) return run;
    return '*'.repeat(run.length);
  });
}

/**
 * The pattern of a masked number, or null when it is none. 18 positions; 15 for the old numbers. A single run of mask
 * signs of another length (`3505***1234`) hides as many characters as an 18-character number needs.
 */
export function maskPattern(compact: string): string | null {
  const pattern = unifySigns(compact);
  if (!pattern.includes('*') || !MASKED.test(pattern)) return null;
  const visible = pattern.replaceAll('*', '').length;
  if (visible < LEAST_VISIBLE || visible > 17 || /X./.test(pattern)) return null;
  if (pattern.length === 18 || pattern.length === 15) return pattern;
  const runs = pattern.match(/\*+/g) ?? [];
  return runs.length === 1 ? pattern.replace(/\*+/, '*'.repeat(18 - visible)) : null;
}

function fits(a: string, b: string): boolean {
  for (let i = 0; i < a.length; i += 1) {
    if (a[i] !== b[i] && a[i] !== '*' && b[i] !== '*') return false;
  }
  return true;
}

/** The 18 positions that a pattern can stand for; a pattern of 15 may be an old number or a shortened mask. */
function readings(pattern: string): readonly string[] {
  if (pattern.length === 18) return [pattern];
  if (pattern.length !== 15) return [];
  const old = `${pattern.slice(0, 6)}1*${pattern.slice(6)}*`;
  const runs = pattern.match(/\*+/g) ?? [];
  return runs.length === 1 ? [old, pattern.replace(/\*+/, (run) => run + '***')] : [old];
}

/** True when no position that both numbers or patterns show differs. Both are canonical texts (IDs or mask keys). */
export function masksCompatible(a: string, b: string): boolean {
  return readings(a).some((left) => readings(b).some((right) => fits(left, right)));
}

/** How an ID may be shown: `350589********1234`; other numbers keep two characters at each end. */
export function maskCitizenId(id: string): string {
  const characters = Array.from(id);
  if (characters.length === 18) return `${id.slice(0, 6)}********${characters.slice(14).join('')}`;
  if (characters.length === 15) return `${id.slice(0, 6)}******${characters.slice(12).join('')}`;
  if (characters.length <= 4) return '*'.repeat(characters.length);
  return characters.slice(0, 2).join('') + '*'.repeat(characters.length - 4) + characters.slice(-2).join('');
}
