import { surnameOf } from './surnames.js';

/** How a name may be shown: 张*, 张*明, 欧阳**; a part after a middle dot counts like any other character. */
export function maskName(name: string): string {
  const characters = Array.from(name);
  if (characters.length < 2) return characters.length === 0 ? '' : '*';
  const surname = surnameOf(name);
  const kept = Array.from(surname).length;
  const hidden = characters.length - kept;
  if (kept === 1 && hidden >= 2 && !name.includes('·')) {
    return surname + '*'.repeat(hidden - 1) + (characters.at(-1) ?? '');
  }
  return surname + '*'.repeat(hidden);
}
