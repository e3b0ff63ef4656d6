import type { ColumnProfile } from './propose-fields.js';
import { proposeFields } from './propose-fields.js';
import { withoutKey } from './without-key.js';
import type { MatchComparison, MatchField, MatchModel, MatchRule } from './match-model.js';

type Level = MatchComparison['levels'][number];

const EQUAL: Level = { level: 'equal', when: { test: 'equal' } };
const edits = (most: number): Level => ({ level: `edits_${most}`, when: { test: 'edits', most } });

/** From this average length on, three wrong characters still leave most of a text. */
const LONG_TEXT = 9;
/** Shorter codes have neighbours one digit away everywhere. */
const SHORT_CODE = 3;

/**
 * A model for columns that nobody described: kinds from headers and values, comparisons from kinds. Its blocking rules
 * are chosen afterwards (see chooseBlocking), its probabilities are estimated from the input.
 */
export function proposeModel(
  profiles: readonly ColumnProfile[],
  blocking: readonly MatchRule[],
): { readonly model: MatchModel; readonly headers: ReadonlyMap<string, string> } {
  const proposed = proposeFields(profiles);
  const fields = proposed.map((field) => withoutKey(field, 'header'));
  const [first, second] = fields.filter(({ kind }) => kind === 'name');
  const han = new Set(profiles.filter((profile) => profile.han > 0.5).map(({ header }) => header));
  const comparisons = fields.map((field, index): MatchComparison => {
    const profile = profiles.find(({ header }) => header === field.columns?.[0]);
    const swap = field === first && second !== undefined ? second.name : null;
    return {
      name: field.name,
      field: field.name,
      levels: levelsFor(field, profile, { swap, han: han.has(proposed[index]?.header ?? '') }),
      otherwise: { level: 'different' },
      frequency:
        field.kind === 'name' ||
        field.kind === 'person_name' ||
        field.kind === 'address' ||
        field.kind === 'text',
      ...(field === second && first !== undefined
        ? { skipWhen: { comparison: first.name, level: 'swapped' } }
        : {}),
    };
  });
  return {
    headers: new Map(proposed.map(({ name, header }) => [name, header])),
    model: {
      format: 'yingbao-match-model/1',
      name: 'proposed',
      version: 1,
      provenance: { how: 'proposed from headers and values', note: 'made for the columns of the input' },
      fields: [...fields],
      blocking: [...blocking],
      comparisons,
      thresholds: { link: 0.5, review: 0.1 },
    },
  };
}

interface LevelContext {
  /** The other name field that may stand in this one's place. */
  readonly swap: string | null;
  readonly han: boolean;
}

function levelsFor(
  field: MatchField,
  profile: ColumnProfile | undefined,
  { swap, han }: LevelContext,
): Level[] {
  const length = profile?.averageLength ?? 0;
  switch (field.kind) {
    case 'name':
      if (han) return [EQUAL, chinese('homophone'), chinese('edit_one')];
      return [
        EQUAL,
        ...swapLevel(swap),
        edits(1),
        { level: 'alike', when: { test: 'jaro_winkler', least: 0.88 } },
      ];
    case 'text':
    case 'address':
      return length >= LONG_TEXT ? [EQUAL, edits(1), edits(3)] : [EQUAL, edits(1)];
    case 'date':
      return [
        EQUAL,
        edits(1),
        { level: 'day_and_month_swapped', when: { test: 'day_month_swapped' } },
        { level: 'same_year', when: { test: 'same_start', characters: 4 } },
      ];
    case 'person_name':
      return [EQUAL, chinese('homophone'), chinese('edit_one')];
    case 'citizen_id':
      return [EQUAL, ...(['cut', 'slip', 'masked'] as const).map(number)];
    case 'id':
    case 'phone':
    case 'postcode':
      return [EQUAL, edits(1)];
    case 'number':
      return length > SHORT_CODE ? [EQUAL, edits(1)] : [EQUAL];
    case 'category':
      return [EQUAL];
  }
}

function number(least: 'cut' | 'slip' | 'masked'): Level {
  return { level: least, when: { test: 'citizen_id', least } };
}

function chinese(least: string): Level {
  return { level: `at_least_${least}`, when: { test: 'chinese_name', least } };
}

function swapLevel(other: string | null): Level[] {
  return other === null ? [] : [{ level: 'swapped', when: { test: 'swapped', with: other, most: 1 } }];
}
