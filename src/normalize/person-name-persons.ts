import { COMMON_SURNAMES, COMPOUND_SURNAMES } from './surnames.js';

/** Two or three characters that begin with a common surname, or four with a compound one. */
export function looksLikePerson(text: string): boolean {
  if (!/^[一-鿿]{2,4}$/.test(text)) return false;
  if (COMPOUND_SURNAMES.has(text.slice(0, 2))) return text.length > 2;
  return text.length <= 3 && COMMON_SURNAMES.has(text.charAt(0));
}

/**
 * The persons of a cell. `、 / ; |` always separate; a comma, a dash or a space only between two things that each
 * look like a whole name, because the first two also stand for the dot of a longer name.
 */
export function splitPersons(text: string): readonly string[] {
  const persons: string[] = [];
  for (const piece of text.split(/[、/;|&\\]/)) {
    const parts = piece.split(/[,，\- ]+/).filter((part) => part !== '');
    const separate = parts.length > 1 && parts.every(looksLikePerson);
    persons.push(...(separate ? parts : [piece.trim().replace(/(?<=[一-鿿]),(?=[一-鿿])/g, '·')]));
  }
  return persons.filter((person) => person !== '');
}
