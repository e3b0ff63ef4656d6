import { buildNameLevel } from './name-level.js';
import { COMPATIBLE_UNDER_SAME_ID, type NameLevel } from './name-levels.js';
import { buildNameMarks } from './name-marks.js';
import { buildPinyinKeys, type PinyinKeys } from './name-pinyin.js';
import { nameReason, type Reason } from './name-reason.js';
import type { NameTables } from './name-tables.js';

export interface NameComparison {
  readonly level: NameLevel;
  /** A fragment for a caseworker's sentence, 姓名同音（秀英/秀瑛）; made when it is read, since most pairs never show it. */
  readonly reason: Reason;
}

/** A class only so that millions of comparisons share one getter. */
class LazyComparison implements NameComparison {
  constructor(
    readonly level: NameLevel,
    private readonly a: string,
    private readonly b: string,
  ) {}

  get reason(): Reason {
    return nameReason(this.level, this.a, this.b);
  }
}

/** Compares two canonical names and says why; for any strings, never throwing. */
export function buildNameComparer(tables: NameTables): (a: string, b: string) => NameComparison {
  const levelOf = buildNameLevel(tables);
  return (a, b) => new LazyComparison(levelOf(a, b), a, b);
}

/** Two names under one valid ID that are one person without doubt; see COMPATIBLE_UNDER_SAME_ID. */
export function buildNamesCompatible(tables: NameTables): (a: string, b: string) => boolean {
  const level = buildNameLevel(tables);
  const compatible: readonly NameLevel[] = COMPATIBLE_UNDER_SAME_ID;
  return (a, b) => compatible.includes(level(a, b));
}

/** Everything linkage asks of names, over one set of tables. */
export interface NameKnowledge extends PinyinKeys {
  readonly compare: (a: string, b: string) => NameComparison;
  /** See buildNameMarks. */
  readonly marks: (name: string) => string;
}

export function buildNameKnowledge(tables: NameTables): NameKnowledge {
  return {
    compare: buildNameComparer(tables),
    marks: buildNameMarks(tables),
    ...buildPinyinKeys(tables),
  };
}
