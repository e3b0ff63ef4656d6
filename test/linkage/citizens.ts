const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** A citizen ID of the fictitious region 350589 (never assigned), with its check character. Birth date YYYYMMDD. */
export function citizenId(birth: string, sequence: number, region = '350589'): string {
  const body = `${region}${birth}${String(sequence).padStart(3, '0')}`;
  const sum = Array.from(body).reduce(
    (total, digit, place) => total + Number(digit) * (WEIGHTS[place] ?? 0),
    0,
  );
  return body + '10X98765432'.charAt(sum % 11);
}
