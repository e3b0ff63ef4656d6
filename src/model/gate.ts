import type { RegistryKind } from './registry-kinds.js';

/** The gates between stages, as docs/ingest.md describes them. */
export const GATES = ['D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D7', 'D8', 'D9', 'D10', 'D11'] as const;
export type Gate = (typeof GATES)[number];

/** What a gate says about a registry, or about the findings of a run (`registry` null). */
export interface GateVerdict {
  readonly gate: Gate;
  readonly registry: string | null;
  /** `held` stops the run; `noted` is only said. */
  readonly outcome: 'held' | 'noted';
  /** The number that a person has to repeat to release the gate: records, percent or findings of the new input. */
  readonly number: number;
  readonly zh: string;
  readonly en: string;
}

/** What values of a column look like, in shares of the records in which something is written. */
export interface ColumnShape {
  readonly header: string;
  /** Share of the records in which something is written, and of the written that could not be read. */
  readonly filled: number;
  readonly invalid: number;
  /** Share of the written values that are masked; ID columns only. */
  readonly masked: number;
  /** Shares of lengths, of kinds of characters, and of decades for dates; each sums to about 1. */
  readonly lengths: readonly number[];
  readonly characters: readonly number[];
  readonly decades: readonly number[];
}

/**
 * The people of a registry by keyed hashes of their IDs: the smallest ones, so that two sketches can be compared, each
 * with short keyed hashes of what else is said of the person. Holds no value.
 */
export interface KeySketch {
  /** Which share of the records was looked at; sketches of other shares do not compare. */
  readonly oneIn: number;
  readonly people: Readonly<Record<string, readonly string[]>>;
  /** Fields of the short hashes, in order. */
  readonly fields: readonly string[];
}

/** What is remembered of a registry whose run was published, to compare the next delivery with; no personal data. */
export interface RegistryProfile {
  readonly registry: string;
  readonly kind: RegistryKind;
  readonly asOf: string;
  /** Key of the snapshot: the same key is the same input. */
  readonly key: string;
  readonly records: number;
  /** SHA-256 of the files, sorted. */
  readonly files: readonly string[];
  /** Field → column. */
  readonly columns: Readonly<Record<string, ColumnShape>>;
  /** Records per county and per town (`county/town`). */
  readonly places: Readonly<Record<string, number>>;
  readonly sketch: KeySketch;
  /** Field → latest day, for dates of events. */
  readonly latest: Readonly<Record<string, string>>;
}

/** Records of a registry on a day on which a run was published. */
export interface PastCount {
  readonly day: string;
  readonly records: number;
}
