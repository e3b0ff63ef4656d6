import type { ColumnShape, RegistryProfile } from '../../../src/model/gate.js';

/** A column as an insurance roll has it. */
export function shape(header: string, changes: Partial<ColumnShape> = {}): ColumnShape {
  return {
    header,
    filled: 0.99,
    invalid: 0.004,
    masked: 0,
    lengths: [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0],
    characters: [1, 0, 0],
    decades: [],
    ...changes,
  };
}

/** Twenty towns of 1,000 people each, with a sketch of 400 of them. */
export function profile(changes: Partial<RegistryProfile> = {}): RegistryProfile {
  const towns = Array.from({ length: 20 }, (_, index) => [`南屏县/镇${index}`, 1_000] as const);
  return {
    registry: 'insurance',
    kind: 'insurance',
    asOf: '2026-10-31',
    key: 'k1',
    records: 20_000,
    files: ['aa'],
    columns: {
      id: shape('证件号码'),
      name: shape('姓名', { lengths: [0, 0.2, 0.75, 0.05, 0, 0, 0, 0, 0, 0, 0], characters: [0, 1, 0] }),
      birthDate: shape('出生日期', {
        lengths: [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0],
        decades: [0, 0.1, 0.4, 0.5],
      }),
      phone: shape('联系电话', { filled: 0.8, lengths: [0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0] }),
    },
    places: { 南屏县: 20_000, ...Object.fromEntries(towns) },
    sketch: sketch(0, 400),
    latest: {},
    ...changes,
  };
}

/** People numbered from `first` on; the short hashes say what is known of each. */
export function sketch(
  first: number,
  count: number,
  told: (person: number) => readonly string[] = (person) => [`n${person % 97}`, `h${person % 89}`],
): RegistryProfile['sketch'] {
  const people = Array.from({ length: count }, (_, index) => {
    const person = first + index;
    // Spread over the range as hashes are, the same for the same person.
    const hash = ((person * 2_654_435_761) % 4_294_967_296).toString(16).padStart(16, '0');
    return [hash, told(person)] as const;
  });
  return { oneIn: 1, people: Object.fromEntries(people), fields: ['name', 'headName'] };
}

/** Every number of people scaled alike. */
export function scaled(before: RegistryProfile, factor: number): RegistryProfile {
  return {
    ...before,
    key: `${before.key}*${factor}`,
    records: Math.round(before.records * factor),
    places: Object.fromEntries(
      Object.entries(before.places).map(([place, records]) => [place, Math.round(records * factor)]),
    ),
  };
}
