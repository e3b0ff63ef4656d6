import type { LineChecker } from './clean-lines/line-checker.js';
import type { CleanRun } from './clean-lines/clean-runs.js';
import { segmentPath, SegmentWriter, type Segment } from './segment-writer.js';

/** Large enough to be one good part, small enough that loading one overlaps with writing the next. */
export const SEGMENT_BYTES = 64 << 20;

export interface CleanSegmentsRequest {
  readonly checker: LineChecker;
  readonly delimiter: string;
  readonly folder: string;
  readonly fileIndex: number;
}

/**
 * Writes clean lines into segments. As long as they follow each other in the export they are copied as they stand and
 * the segment knows its first line; after the first gap each record carries its number.
 */
export class CleanSegments {
  private current: SegmentWriter | null = null;
  private readonly full: Segment[] = [];
  private count = 0;
  private nextLine = 0;

  constructor(private readonly request: CleanSegmentsRequest) {}

  run(run: CleanRun): void {
    const hasGap = this.count > 0 && run.line !== this.nextLine;
    if (hasGap && !this.numbered) {
      this.end();
      this.numbered = true;
    }
    this.nextLine = run.line + run.records;
    this.writer(run.line).run(run, this.request.delimiter);
    if (this.writer(run.line).bytes >= SEGMENT_BYTES) this.end();
  }

  /** The segments that are full, once. */
  takeFull(): readonly Segment[] {
    return this.full.splice(0);
  }

  /** The rest. */
  finish(): readonly Segment[] {
    this.end();
    return this.takeFull();
  }

  private numbered = false;

  private writer(line: number): SegmentWriter {
    if (this.current === null) {
      const { folder, fileIndex } = this.request;
      const path = segmentPath(folder, fileIndex, 'clean', this.count);
      this.current = new SegmentWriter(path, this.numbered ? null : line);
      this.count += 1;
    }
    return this.current;
  }

  private end(): void {
    if (this.current === null) return;
    this.full.push({ ...this.current.close(), seen: this.request.checker.seen() });
    this.current = null;
  }
}
