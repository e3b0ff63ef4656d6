/** Made-up tables of shapes that no model was made for; everything follows from the seed. */
export interface RobustTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly person: number; readonly cells: readonly string[] }[];
}

export class Dice {
  constructor(private state: number) {}

  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** 0 is the most frequent, as names are. */
  zipf(limit: number): number {
    return Math.min(limit - 1, Math.floor(limit ** this.next()) - 1);
  }
}

const SYLLABLES = [
  'ka',
  'me',
  'lo',
  'rin',
  'tas',
  'ber',
  'nu',
  'sol',
  'dre',
  'fi',
  'gan',
  'hu',
  'wel',
  'po',
  'zi',
  'mar',
];

/** The n-th word of a made-up language: two or three syllables. */
export function word(index: number): string {
  const base = SYLLABLES.length;
  const parts = [
    index % base,
    (index * 7 + Math.floor(index / base)) % base,
    Math.floor(index / base) % base,
  ];
  return (
    parts
      .slice(0, index < base ? 2 : 3)
      .map((part) => SYLLABLES[part] ?? '')
      .join('') + (index >= base ** 2 ? String.fromCharCode(97 + (Math.floor(index / base ** 2) % 26)) : '')
  );
}

function digits(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

/** One slip of a typist: a character replaced, dropped, doubled, or two swapped. */
export function slip(value: string, dice: Dice): string {
  if (value === '') return value;
  const at = dice.below(value.length);
  const other = /\d/.test(value[at] ?? '')
    ? String(dice.below(10))
    : String.fromCharCode(97 + dice.below(26));
  switch (dice.below(4)) {
    case 0:
      return value.slice(0, at) + other + value.slice(at + 1);
    case 1:
      return value.length > 2
        ? value.slice(0, at) + value.slice(at + 1)
        : value.slice(0, at) + other + value.slice(at + 1);
    case 2:
      return value.slice(0, at) + other + value.slice(at);
    default:
      return value.slice(0, at) + (value[at + 1] ?? other) + (value[at] ?? '') + value.slice(at + 2);
  }
}

type Maker = (dice: Dice) => readonly string[];

export interface Shape {
  readonly name: string;
  readonly columns: readonly string[];
  readonly records: number;
  readonly seed: number;
  readonly person: Maker;
  /** How many more records a person has. */
  readonly copies: (dice: Dice) => number;
  /** How many cells of a copy are wrong. */
  readonly errors: (dice: Dice) => number;
  /** Share of cells that are empty. */
  readonly missing?: number;
}

export function makeTable(shape: Shape): RobustTable {
  const dice = new Dice(shape.seed);
  const rows: { person: number; cells: readonly string[]; order: number }[] = [];
  const blank = (cells: readonly string[]): readonly string[] =>
    cells.map((cell) => (dice.next() < (shape.missing ?? 0) ? '' : cell));
  for (let person = 0; rows.length < shape.records; person += 1) {
    const cells = shape.person(dice);
    rows.push({ person, cells: blank(cells), order: dice.next() });
    for (let copies = shape.copies(dice); copies > 0 && rows.length < shape.records; copies -= 1) {
      const copy = [...cells];
      for (let errors = shape.errors(dice); errors > 0; errors -= 1) {
        const at = dice.below(copy.length);
        copy[at] = slip(copy[at] ?? '', dice);
      }
      rows.push({ person, cells: blank(copy), order: dice.next() });
    }
  }
  rows.sort((a, b) => a.order - b.order);
  return { name: shape.name, columns: shape.columns, rows };
}

/** Given name, surname and the parts of a birth date: 5 fields of few distinct values, as in a well-known test set. */
const fiveFields: Maker = (dice) => [
  word(dice.zipf(150)),
  word(400 + dice.zipf(110)),
  String(1920 + dice.below(85)),
  String(1 + dice.below(12)),
  String(1 + dice.below(28)),
];
const FIVE_COLUMNS = ['given_name', 'surname', 'birth_year', 'birth_month', 'birth_day'];

const contacts: Maker = (dice) => [
  word(dice.zipf(600)),
  word(900 + dice.zipf(3000)),
  `${1 + dice.below(200)} ${word(dice.below(900))} ${['road', 'street', 'lane'][dice.below(3)] ?? ''}`,
  word(2000 + dice.zipf(300)),
  digits(dice.below(10_000), 4),
  `${1930 + dice.below(75)}-${digits(1 + dice.below(12), 2)}-${digits(1 + dice.below(28), 2)}`,
  digits(100_000_000 + dice.below(899_999_999), 9),
];
const CONTACT_COLUMNS = ['given_name', 'surname', 'address', 'city', 'postcode', 'date_of_birth', 'phone'];

/** Town, postcode and district say the same thing three times; families share surname and address. */
function families(): Maker {
  let home: readonly string[] = [];
  return (dice) => {
    if (home.length === 0 || dice.next() < 0.35) {
      const town = dice.zipf(400);
      home = [
        word(900 + dice.zipf(2000)),
        `${1 + dice.below(300)} ${word(dice.below(600))}`,
        word(2000 + town),
        digits(town * 7, 4),
        word(3000 + (town % 40)),
      ];
    }
    const [surname = '', address = '', town = '', postcode = '', district = ''] = home;
    const born = `${1930 + dice.below(75)}-${digits(1 + dice.below(12), 2)}-${digits(1 + dice.below(28), 2)}`;
    return [word(dice.zipf(500)), surname, address, town, postcode, district, born];
  };
}
const FAMILY_COLUMNS = ['given_name', 'surname', 'address', 'town', 'postcode', 'district', 'date_of_birth'];

const once = (share: number) => (dice: Dice) => (dice.next() < share ? 1 : 0);

function five(records: number): Shape {
  return {
    name: `five fields, ${records}`,
    columns: FIVE_COLUMNS,
    records,
    seed: records,
    person: fiveFields,
    copies: once(0.11),
    errors: () => 1,
  };
}

function familyTable(records: number): Shape {
  return {
    name: `families, dependent columns, ${records}`,
    columns: FAMILY_COLUMNS,
    records,
    seed: 7,
    person: families(),
    copies: once(0.15),
    errors: (dice) => 1 + dice.below(2),
  };
}

type Copying = Pick<Shape, 'copies' | 'errors' | 'missing'>;

function contactTable(name: string, records: number, seed: number, copying: Copying): Shape {
  return { name, columns: CONTACT_COLUMNS, records, seed, person: contacts, ...copying };
}

const NO_COPIES: Copying = { copies: () => 0, errors: () => 0 };

/** The shapes by name; `large` adds the one that takes minutes. */
export function robustShapes(large: boolean): readonly Shape[] {
  return [
    five(10_000),
    five(50_000),
    ...(large ? [five(200_000)] : []),
    { ...five(10_000), name: 'five fields, no duplicates', seed: 5, ...NO_COPIES },
    contactTable('heavy duplicates', 10_000, 2, {
      copies: (dice) => dice.below(10),
      errors: (dice) => dice.below(4),
    }),
    contactTable('five duplicates in 20,000', 20_000, 3, { copies: once(0.0005), errors: () => 2 }),
    contactTable('no duplicates', 10_000, 4, NO_COPIES),
    contactTable('a third missing', 10_000, 6, { copies: once(0.4), errors: () => 1, missing: 0.33 }),
    familyTable(5000),
    familyTable(20_000),
  ];
}
