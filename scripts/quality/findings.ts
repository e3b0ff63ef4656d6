import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assetPath } from '../../src/config/package-root.js';
import { loadRules } from '../../src/rules/load-rules.js';
import { initProject } from '../../src/run/init-project.js';
import { runProject } from '../../src/run/project-run.js';
import { evaluateSample } from '../evaluate-sample.js';
import type { FindingFigures } from '../sample/evaluate/findings.js';
import { generateSample } from '../sample/generate.js';
import { declareDepartments } from '../sample/project-departments.js';
import { MEASURED_RULES } from '../sample/truth/findings.js';
import { writeAntiJoin } from './anti-join.js';

const AS_OF = '2026-10-31';
/** Families of rules: what they claim. */
const FAMILIES = { M: 'missed', W: 'wrongly included', D: 'data' } as const;

export interface FamilyFigures {
  readonly family: string;
  readonly precision: number;
  readonly recall: number;
}

export interface FindingsQuality {
  readonly residents: number;
  readonly rules: readonly FindingFigures[];
  readonly families: readonly FamilyFigures[];
  /** The same conditions joined on the number as it stands; only the rules that it knows. */
  readonly antiJoin: readonly FindingFigures[];
  readonly notMeasured: readonly string[];
}

/** Runs the main job on a sample county and measures its findings against the truth, beside an exact anti-join. */
export async function measureFindingsQuality(residents: number, seed: number): Promise<FindingsQuality> {
  const folder = mkdtempSync(join(tmpdir(), 'yingbao-quality-'));
  try {
    generateSample(folder, { residents, seed, dirt: 'typical', asOf: AS_OF, counties: 1 });
    await initProject({ folder, exports: join(folder, 'exports') });
    declareDepartments(folder, AS_OF);
    const run = await runProject({
      projectFolder: folder,
      now: () => new Date(),
      environment: process.env,
      listener: () => undefined,
    });
    const { findings: rules } = await evaluateSample(folder, run.folder);
    const naive = join(folder, 'anti-join');
    writeAntiJoin(folder, AS_OF, naive);
    const { findings: antiJoin } = await evaluateSample(folder, naive);
    const pack = loadRules(assetPath('src', 'rules', 'packs'), null).map(({ id }) => id);
    return {
      residents,
      rules,
      families: Object.entries(FAMILIES).map(([letter, family]) => familyFigures(family, letter, rules)),
      antiJoin: antiJoin.filter(({ predicted }) => predicted > 0),
      notMeasured: pack.filter((id) => !(MEASURED_RULES as readonly string[]).includes(id)),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function familyFigures(family: string, letter: string, rules: readonly FindingFigures[]): FamilyFigures {
  const own = rules.filter(({ rule }) => rule.startsWith(letter));
  const sum = (pick: (one: FindingFigures) => number): number =>
    own.reduce((total, one) => total + pick(one), 0);
  return {
    family,
    precision: sum(({ correct }) => correct) / sum(({ predicted }) => predicted),
    recall: sum(({ found }) => found) / sum(({ truth }) => truth),
  };
}
