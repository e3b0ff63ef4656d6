import type { Random } from '../random.js';

interface Spoiled {
  readonly text: string;
  readonly kind: string;
}

/** A wrong birth date: day and month swapped, a digit off, or nothing at all. */
export function mistypeDay(day: string, random: Random): Spoiled | null {
  const [year = '', month = '', date = ''] = day.split('-');
  switch (random.below(4)) {
    case 0:
      return Number(date) <= 12 && month !== date ? { text: `${year}-${date}-${month}`, kind: 'date_swapped' } : null;
    case 1:
      return { text: `${Number(year) + random.pick([-10, -1, 1])}-${month}-${date}`, kind: 'date_wrong_year' };
    case 2:
      return { text: `${year}-${month}-${String(((Number(date) + random.between(0, 8)) % 28) + 1).padStart(2, '0')}`, kind: 'date_wrong_day' };
    default:
      return { text: '', kind: 'date_missing' };
  }
}

export function spoilPhone(phone: string, random: Random): Spoiled {
  switch (random.below(6)) {
    case 0:
      return { text: `${phone.slice(0, 3)}-${phone.slice(3, 7)}-${phone.slice(7)}`, kind: 'phone_separators' };
    case 1:
      return { text: `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`, kind: 'phone_separators' };
    case 2:
      return { text: `+86${phone}`, kind: 'phone_prefix' };
    case 3:
      return { text: phone.slice(0, 10), kind: 'phone_short' };
    case 4:
      return { text: phone.slice(0, 7) + String((Number(phone.slice(7)) + 1) % 10_000).padStart(4, '0'), kind: 'phone_wrong_digit' };
    default:
      return { text: '', kind: 'phone_missing' };
  }
}

/** The same place as another office spells it. */
export function respellPlace(place: string, random: Random): Spoiled | null {
  const kind = 'place_spelling';
  if (/[县市区]$/.test(place)) {
    return { text: random.pick([`福建省${place}`, place.slice(0, -1), `${place} `, [...place].join(' ')]), kind };
  }
  if (/(镇|乡|街道)$/.test(place)) {
    return { text: random.pick([place.replace(/(畲族乡|镇|乡|街道)$/, ''), `${place}人民政府`, ` ${place}`]), kind };
  }
  if (place.endsWith('村')) {
    return { text: random.pick([place.slice(0, -1), `${place}委会`, place.replace(/村$/, '村民委员会')]), kind };
  }
  return place.endsWith('社区') ? { text: `${place}居委会`, kind } : null;
}

const DAY_FORMATS = {
  iso: (day: string) => day,
  compact: (day: string) => day.replaceAll('-', ''),
  slashes: (day: string) => day.split('-').map((part, index) => (index === 0 ? part : String(Number(part)))).join('/'),
  chinese: (day: string) => day.replace(/^(\d+)-0?(\d+)-0?(\d+)$/, '$1年$2月$3日'),
  dots: (day: string) => day.replaceAll('-', '.'),
  time: (day: string) => `${day} 00:00:00`,
} as const;
export type DayFormat = keyof typeof DAY_FORMATS;

const MONTH_FORMATS = {
  iso: (month: string) => month,
  compact: (month: string) => month.replace('-', ''),
  chinese: (month: string) => month.replace(/^(\d+)-0?(\d+)$/, '$1年$2月'),
  dots: (month: string) => month.replace(/^(\d+)-0?(\d+)$/, '$1.$2'),
} as const;
export type MonthFormat = keyof typeof MONTH_FORMATS;

export function writeDay(day: string, format: DayFormat): string {
  return day === '' ? '' : DAY_FORMATS[format](day);
}

export function writeMonth(month: string, format: MonthFormat): string {
  return month === '' ? '' : MONTH_FORMATS[format](month);
}

export function otherDayFormat(random: Random): DayFormat {
  return random.pick(['iso', 'compact', 'slashes', 'chinese', 'dots', 'time'] as const);
}
