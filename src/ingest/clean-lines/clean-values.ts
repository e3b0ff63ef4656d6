const ZERO = 0x30;
const MINUS = 0x2d;
const POINT = 0x2e;

/** The digits from `start` on as a number. */
export function integerAt(bytes: DataView, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at += 1) value = value * 10 + bytes.getUint8(at) - ZERO;
  return value;
}

/** Yuan with at most two decimals as cents; exact, because fourteen digits are a safe integer. */
export function centsAt(bytes: DataView, start: number, end: number): number {
  const isNegative = bytes.getUint8(start) === MINUS;
  let value = 0;
  let decimals = -1;
  for (let at = isNegative ? start + 1 : start; at < end; at += 1) {
    const byte = bytes.getUint8(at);
    if (byte === POINT) decimals = 0;
    else {
      value = value * 10 + (byte - ZERO);
      if (decimals !== -1) decimals += 1;
    }
  }
  const cents = decimals === 2 ? value : value * (decimals === 1 ? 10 : 100);
  return isNegative ? -cents : cents;
}

/** Days from 1970-01-01 to a day written YYYY-MM-DD (Howard Hinnant's days_from_civil: years begin in March). */
export function daysAt(bytes: DataView, start: number): number {
  const month = integerAt(bytes, start + 5, start + 7);
  const year = integerAt(bytes, start, start + 4) - (month <= 2 ? 1 : 0);
  const century = Math.floor(year / 100);
  const dayOfYear =
    Math.floor((153 * ((month + 9) % 12) + 2) / 5) + integerAt(bytes, start + 8, start + 10) - 1;
  return year * 365 + Math.floor(year / 4) - century + Math.floor(century / 4) + dayOfYear - 719_468;
}
