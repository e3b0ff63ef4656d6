import type { RecheckPart } from '../followup/recheck.js';
import type { Yields } from '../followup/rule-yields.js';
import type { SubgroupFigure } from '../followup/subgroups.js';
import type { LinkFigure } from '../report/figures.js';
import type { SetAside } from '../model/set-aside.js';
import type { ExportReport } from '../model/snapshot.js';
import type { OutputUse } from './output-use.js';

/** `run.json`: what went in, with which parameters, what came out, how long it took. No personal data. */
export interface RunManifest {
  readonly format: 'yingbao-run/1';
  readonly runId: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** `partial`: registries were set aside (`--keep-going`). */
  readonly exitStatus: 'published' | 'partial';
  readonly asOf: string;
  readonly version: { readonly yingbao: string; readonly code: string; readonly engine: string };
  readonly model: { readonly name: string; readonly version: number; readonly sha256: string };
  /** Names the folder stages/link/<key> that holds scored pairs, for explain. */
  readonly linkKey: string;
  readonly registries: readonly RegistryEntry[];
  /** What `--keep-going` left out, and why. */
  readonly setAside: readonly SetAside[];
  /** Runs that were taken back before this one. */
  readonly recalled: readonly { readonly run: string; readonly when: string }[];
  readonly rules: readonly RuleEntry[];
  readonly skippedRules: readonly {
    readonly id: string;
    readonly reason: { readonly zh: string; readonly en: string };
  }[];
  readonly standards: { readonly file: string; readonly rows: number };
  readonly links: Readonly<Record<string, number>>;
  /** What the link stage counted: candidate pairs, costs and caps of blocking rules, IDs in conflict … */
  readonly linkage: readonly LinkFigure[];
  readonly findings: readonly FindingCount[];
  /** Open findings of earlier runs whose rule did not run, or could not judge them. */
  readonly unchecked: readonly FindingCount[];
  /** What visits found so far about the rules, and what that does to the order of the lists. */
  readonly yields: Yields;
  /** Findings of people missed that visits confirmed: they wait for the department, some longer than they should. */
  readonly waiting: readonly { readonly rule: string; readonly findings: number; readonly overdue: number }[];
  /** Data findings about registries: how often each code stands in each, and whom rules list one by one for it. */
  readonly quality: readonly QualityEntry[];
  readonly worklists: readonly {
    readonly file: string;
    readonly findings: number;
    readonly people: number;
  }[];
  readonly stages: readonly StageEntry[];
  readonly warnings: readonly {
    readonly code: string;
    readonly registry: string;
    readonly file: string;
    readonly line?: number;
    readonly detail: string;
    /** The same in Chinese, where it is more than names and counts. */
    readonly detailZh?: string;
  }[];
  /** The random sample that somebody independent checks again, and the seed from which it can be drawn anew. */
  readonly recheck: { readonly seed: string; readonly parts: readonly RecheckPart[] };
  /** How groups of people fare, small cells left out. */
  readonly subgroups: readonly SubgroupFigure[];
  /** Purpose, recipient and retention of every output. */
  readonly uses: readonly OutputUse[];
  /** SHA-256 of every file of the run but this one. */
  readonly outputs: Readonly<Record<string, string>>;
}

export interface RegistryEntry {
  readonly registry: string;
  readonly kind: string;
  readonly asOf: string;
  readonly snapshot: string;
  readonly records: number;
  readonly rejected: number;
  readonly people: number;
  readonly exports: readonly ExportReport[];
  readonly flags: Readonly<Record<string, number>>;
}

export interface RuleEntry {
  readonly id: string;
  readonly version: number;
  readonly title: { readonly zh: string; readonly en: string };
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly sha256: string;
  /** People whom the rule could not judge, for want of a standard. */
  readonly refused: number;
  /** What a shadow rule would have listed; null for a rule that is listed. */
  readonly shadow: { readonly findings: number; readonly people: number } | null;
}

export interface FindingCount {
  readonly rule: string;
  readonly kind: string;
  readonly status: string;
  readonly findings: number;
  readonly people: number;
  readonly amount: number;
}

export interface QualityEntry {
  readonly registry: string;
  readonly code: string;
  readonly severity: string;
  readonly records: number;
  readonly share: number;
  /** People whom the rule of the same code lists. */
  readonly people: number;
  /** So many that it is the registry's flaw, and nobody is listed for it. */
  readonly widespread: boolean;
  readonly amount: number | null;
}

export interface StageEntry {
  readonly stage: string;
  readonly key: string;
  readonly cached: boolean;
  readonly seconds: number;
}
