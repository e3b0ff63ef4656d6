import type { CleanRun } from './clean-lines/clean-runs.js';
import type { LineChecker } from './clean-lines/line-checker.js';
import { CleanSegments, SEGMENT_BYTES } from './clean-segments.js';
import type { ExportParts, LineEnd, PartReading } from './export-parts.js';
import { PartList } from './export-parts.js';
import type { CutReject } from './record-sink.js';
import type { SortedRows } from './row-sorter.js';
import { segmentPath, SegmentWriter, type Segment } from './segment-writer.js';

/** Collects rows that were looked at one by one into numbered segments, and the segments into parts. */
export class RowLoader implements SortedRows {
  readonly rejects: CutReject[] = [];
  private readonly loaded: PartList;
  private current: SegmentWriter | null = null;
  private count = 0;
  private readonly delimiter: string;
  private readonly newLine: LineEnd;
  private readonly cleanSegments: CleanSegments | null;

  constructor(
    private readonly reading: PartReading,
    clean: { readonly checker: LineChecker | null; readonly newLine: LineEnd } = {
      checker: null,
      newLine: '\n',
    },
  ) {
    const { delimiter } = reading.inspected.header;
    const { folder, fileIndex } = reading.request;
    this.loaded = new PartList(reading);
    this.delimiter = delimiter;
    this.newLine = clean.newLine;
    const { checker } = clean;
    this.cleanSegments =
      checker === null ? null : new CleanSegments({ checker, delimiter, folder, fileIndex });
  }

  /** Records that need no look. */
  clean(run: CleanRun): void {
    this.cleanSegments?.run(run);
  }

  /** A record whose bytes stay as they are. */
  plain(line: number, bytes: Buffer): void {
    this.writer().numbered(line, this.delimiter, bytes);
  }

  record(line: number, fields: readonly string[]): void {
    this.writer().fields(line, this.delimiter, fields);
  }

  reject(reject: CutReject): void {
    this.rejects.push(reject);
  }

  /** Loads what has been collected when it is large enough; call between rows. */
  async settle(): Promise<void> {
    await this.loadClean(this.cleanSegments?.takeFull() ?? []);
    if (this.current !== null && this.current.bytes >= SEGMENT_BYTES) await this.load();
  }

  /** An export without records still gives one part, with the columns of its kind. */
  async finish(): Promise<Pick<ExportParts, 'parts' | 'rejects'>> {
    await this.loadClean(this.cleanSegments?.finish() ?? []);
    if (this.count === 0) this.writer();
    await this.load();
    return { parts: this.loaded.parts, rejects: this.rejects.sort((a, b) => a.line - b.line) };
  }

  private async loadClean(segments: readonly Segment[]): Promise<void> {
    for (const segment of segments) await this.loaded.addSegment(segment, this.newLine);
  }

  private async load(): Promise<void> {
    if (this.current === null) return;
    const segment = this.current.close();
    this.current = null;
    await this.loaded.addSegment(segment, '\n');
  }

  private writer(): SegmentWriter {
    if (this.current === null) {
      const { folder, fileIndex } = this.reading.request;
      this.current = new SegmentWriter(segmentPath(folder, fileIndex, 'doubtful', this.count), null);
      this.count += 1;
    }
    return this.current;
  }
}
