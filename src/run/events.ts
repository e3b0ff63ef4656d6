import type { SetAside } from '../model/set-aside.js';

/** What a run tells those who watch it; the CLI prints, the log file keeps. Counts and names of stages only. */
export type RunEvent =
  | { readonly type: 'stage-started'; readonly stage: string; readonly cached: boolean }
  | {
      readonly type: 'step-started';
      readonly stage: string;
      readonly step: string;
      readonly index: number;
      readonly of: number;
    }
  | {
      readonly type: 'stage-finished';
      readonly stage: string;
      readonly cached: boolean;
      readonly seconds: number;
    }
  | { readonly type: 'set-aside'; readonly registry: SetAside }
  | {
      /** What a blocking rule of the link stage cost: counted before its pairs were made. */
      readonly type: 'blocking';
      readonly rule: string;
      readonly pairs: number;
      readonly largest: number;
      readonly blocksCapped: number;
      readonly pairsCapped: number;
    }
  | { readonly type: 'published'; readonly runId: string; readonly folder: string };

export type RunListener = (event: RunEvent) => void;
