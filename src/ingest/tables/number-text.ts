const DAY_MS = 86_400_000;
/** 9999-12-31 in the count from 1900. */
const LAST_SERIAL = 2_958_465;

/**
 * The text of a number cell as its XML has it, written out: `1.3800138E10` → `13800138000`, never through a float where
 * that could change a digit. Only fractions with more than 15 digits are rounded, as spreadsheets show them.
 */
export function numberText(raw: string): string {
  const parts = /^([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(raw.trim());
  if (parts === null) return raw.trim();
  const [, sign, whole = '', fraction = '', exponent = '0'] = parts;
  const minus = sign === '-' ? '-' : '';
  const shifted = shift(whole, fraction, Number(exponent));
  if (!shifted.includes('.')) return minus + shifted;
  const digits = shifted.replace('.', '').replace(/^0+/, '');
  return digits.length > 15 ? plain(Number(minus + shifted)) : minus + shifted;
}

/** How many digits stand before the decimal point. */
export function integerDigits(text: string): number {
  return /^[+-]?0*(\d*)/.exec(text)?.[1]?.length ?? 0;
}

function shift(whole: string, fraction: string, exponent: number): string {
  const digits = whole + fraction;
  const point = whole.length + exponent;
  if (point <= 0) return trimFraction(`0.${'0'.repeat(-point)}${digits}`);
  if (point >= digits.length) return (digits + '0'.repeat(point - digits.length)).replace(/^0+(?=\d)/, '');
  return trimFraction(`${digits.slice(0, point).replace(/^0+(?=\d)/, '')}.${digits.slice(point)}`);
}

function trimFraction(text: string): string {
  return text.replace(/0+$/, '').replace(/\.$/, '');
}

function plain(value: number): string {
  const rounded = Number(value.toPrecision(15));
  return Math.abs(rounded) < 1e-6 ? rounded.toFixed(15).replace(/\.?0+$/, '') : String(rounded);
}

/**
 * A day of a spreadsheet as `YYYY-MM-DD`, with the time where there is one; null where the number is no day.
 * The count from 1900 holds a day that never was (60 = 1900-02-29, ECMA-376 18.17.4.1); it stays as that text.
 */
export function serialDateText(raw: string, from1904: boolean): string | null {
  const serial = Number(raw);
  if (!Number.isFinite(serial) || serial < 0 || serial > LAST_SERIAL) return null;
  const day = Math.floor(serial + 1e-9);
  const seconds = Math.round((serial - day) * 86_400);
  const time = seconds > 0 && seconds < 86_400 ? new Date(seconds * 1000).toISOString().slice(11, 19) : null;
  if (day === 0 && !from1904) return time ?? '00:00:00';
  const date = dayText(day, from1904);
  return time === null ? date : `${date} ${time}`;
}

function dayText(day: number, from1904: boolean): string {
  if (!from1904 && day === 60) return '1900-02-29';
  const base = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < 60 ? 31 : 30);
  return new Date(base + day * DAY_MS).toISOString().slice(0, 10);
}

/** Formats that every spreadsheet knows without writing them down; 27–36 and 50–58 are the Chinese dates. */
const BUILT_IN_DATES: readonly (readonly [number, number])[] = [
  [14, 17],
  [22, 22],
  [27, 31],
  [36, 36],
  [50, 54],
  [57, 58],
];

/** True where a number of this format is shown as a day (not as a mere time of day). */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return BUILT_IN_DATES.some(([from, to]) => id >= from && id <= to);
  const [positive = ''] = code
    .replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '')
    .toLowerCase()
    .split(';');
  if (/general|[#0?]/.test(positive.replace(/\.0+/g, ''))) return false;
  return /[yd年日]|m{3,}/.test(positive) || /^m+$/.test(positive.replace(/[^a-z]/g, ''));
}
