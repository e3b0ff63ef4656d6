import { chineseNumber } from './numerals.js';
import { normalizeText } from './text.js';

/** A plain decimal in yuan with at most two decimals; understood alike by RE2, Java and JavaScript. */
export const CLEAN_AMOUNT = '-?(0|[1-9][0-9]{0,11})([.][0-9]{1,2})?';
const CLEAN = new RegExp(`^(?:${CLEAN_AMOUNT})$`);

/** Digits before the point that DECIMAL(14,2) can hold. */
const MOST_DIGITS = 12;

/** Shifts the point of a plain decimal to the right. */
function shift(decimal: string, places: number): string {
  const [whole = '', fraction = ''] = decimal.split('.');
  const digits = fraction.padEnd(places, '0');
  return `${whole}${digits.slice(0, places)}.${digits.slice(places)}`;
}

/** Two decimals at most, half away from zero; what float noise left behind the third decimal goes. */
function round(decimal: string): string | null {
  const [whole = '', fraction = ''] = decimal.split('.');
  const integer = whole.replace(/^0+(?=\d)/, '') || '0';
  if (integer.length > MOST_DIGITS) return null;
  if (fraction.length <= 2) return fraction === '' ? integer : `${integer}.${fraction}`;
  const cents = BigInt(integer) * 100n + BigInt(fraction.slice(0, 2)) + (fraction.charAt(2) >= '5' ? 1n : 0n);
  const rounded = cents / 100n;
  return rounded.toString().length > MOST_DIGITS
    ? null
    : `${rounded}.${(cents % 100n).toString().padStart(2, '0')}`;
}

function fromDigits(text: string): string | null {
  const plain = /^\d{1,3}(?:,\d{3})+(?:\.\d*)?$|^\d{1,3}(?:,\d{4})+(?:\.\d*)?$/.test(text)
    ? text.replaceAll(',', '')
    : text;
  if (/^(?:\d+\.?\d*|\.\d+)$/.test(plain)) return plain.replace(/\.$/, '').replace(/^\./, '0.');
  const scientific = /^(\d)(?:\.(\d{1,15}))?E\+?0?(\d{1,2})$/.exec(plain);
  if (scientific === null || Number(scientific[3]) > MOST_DIGITS) return null;
  return shift(`${scientific[1] ?? ''}.${scientific[2] ?? ''}`, Number(scientific[3])).replace(/\.$/, '');
}

/** One digit before 角 or 分; nothing written is zero. */
function tenth(text: string | undefined): number | null {
  const value = text === undefined ? 0 : chineseNumber(text);
  return value === null || value > 9 ? null : value;
}

/** 叁佰元伍角整 → 300.50 */
function fromNumerals(text: string): string | null {
  const parts =
    /^([^元圆块角分整正]+?)(?:[元圆块]零?(?:([^角分整正零])角)?零?(?:([^角分整正零])分)?)?[整正]?$/.exec(
      text,
    );
  if (parts === null) return null;
  const yuan = chineseNumber(parts[1] ?? '');
  const jiao = tenth(parts[2]);
  const fen = tenth(parts[3]);
  if (yuan === null || jiao === null || fen === null) return null;
  return jiao + fen === 0 ? String(yuan) : `${yuan}.${jiao}${fen}`;
}

function unsigned(text: string): string | null {
  const inner = text
    .replace(/^(?:人民币|RMB|CNY|[¥￥$])+[:：]?/, '')
    .replace(/(?:\/|每|一)(?:人|户|年|月|次)+$/, '')
    .replace(/(?:人民币|RMB|CNY)$/, '');
  const tenThousands = /^(.+?)万元?整?$/.exec(inner)?.[1];
  if (tenThousands !== undefined && /^[\d.,]+$/.test(tenThousands)) {
    const digits = fromDigits(tenThousands);
    return digits === null ? null : round(shift(digits, 4));
  }
  const digits = fromDigits(inner.replace(/(?<=\d)[元圆块][整正]?$/, '')) ?? fromNumerals(inner);
  return digits === null ? null : round(digits);
}

/** A minus before or after, or the brackets of bookkeeping. */
const NEGATIVES = [/^(?:人民币|RMB|CNY|[¥￥])?-(.+)$/, /^\((.+)\)元?$/, /^(.+[\d元])-$/] as const;

/**
 * Money in yuan as plain decimal text with at most two decimals; a further decimal is rounded half away from zero.
 * Understands separators, currency signs, 元 and 万元, brackets or a minus for negatives, and Chinese numerals. Null
 * for everything else, for `约300` too: an amount is never guessed.
 */
export function normalizeAmount(raw: string): string | null {
  const text = (normalizeText(raw) ?? '')
    .toUpperCase()
    .replace(/^="?(.*?)"?$/, '$1')
    .replace(/[ '"]/g, '');
  if (CLEAN.test(text)) return text;
  const folded = text.replace(/[−–—﹣]/g, '-').replace(/^\+/, '');
  const negative = NEGATIVES.map((form) => form.exec(folded)?.[1]).find((inside) => inside !== undefined);
  const value = unsigned(negative ?? folded);
  if (value === null) return null;
  return negative === undefined || /^[0.]+$/.test(value) ? value : `-${value}`;
}
