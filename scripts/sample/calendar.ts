/** Days are `YYYY-MM-DD`, months `YYYY-MM`; both compare as text. No clock and no time zone is involved. */

const DAY_MS = 86_400_000;

export function dayNumber(day: string): number {
  return Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / DAY_MS;
}

export function dayOf(number: number): string {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}

export function addDays(day: string, days: number): string {
  return dayOf(dayNumber(day) + days);
}

export function monthOf(day: string): string {
  return day.slice(0, 7);
}

export function monthNumber(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}

export function addMonths(month: string, months: number): string {
  const number = monthNumber(month) + months;
  return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;
}

/** The same day a number of months away; the last day of the month where it is shorter. */
export function shiftDay(day: string, months: number): string {
  const month = addMonths(monthOf(day), months);
  const last = dayNumber(`${addMonths(month, 1)}-01`) - dayNumber(`${month}-01`);
  return `${month}-${String(Math.min(Number(day.slice(8, 10)), last)).padStart(2, '0')}`;
}

export function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}

/** Completed years of life on a day. */
export function ageOn(birth: string, day: string): number {
  return yearOf(day) - yearOf(birth) - (day.slice(5) < birth.slice(5) ? 1 : 0);
}
