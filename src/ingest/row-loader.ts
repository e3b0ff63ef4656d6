import type { CleanParts } from './clean-parts.js';
import type { ExportParts, PartReading } from './export-parts.js';
import { PartList } from './export-parts.js';
import type { CutReject } from './record-sink.js';
import type { SortedRows } from './row-sorter.js';
import { SEGMENT_BYTES, segmentPath, SegmentWriter } from './segment-writer.js';

/** Collects rows that were looked at one by one into numbered segments, and the segments into parts. */
export class RowLoader implements SortedRows {
  readonly rejects: CutReject[] = [];
  private current: SegmentWriter | null = null;
  private count = 0;
  private readonly delimiter: string;

  constructor(
    private readonly reading: PartReading,
    private readonly loaded = new PartList(reading),
    private readonly clean: CleanParts | null = null,
  ) {
    this.delimiter = reading.inspected.header.delimiter;
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
    if (this.current !== null && this.current.bytes >= SEGMENT_BYTES) await this.load();
  }

  /** An export without records still gives one part, with the columns of its kind. */
  async finish(): Promise<Pick<ExportParts, 'parts' | 'rejects'>> {
    await this.loaded.addClean(this.clean?.finish() ?? []);
    if (this.count === 0) this.writer();
    await this.load();
    return { parts: this.loaded.parts, rejects: this.rejects.sort((a, b) => a.line - b.line) };
  }

  private async load(): Promise<void> {
    if (this.current === null) return;
    const segment = this.current.close();
    this.current = null;
    await this.loaded.addSegment(segment);
  }

  private writer(): SegmentWriter {
    if (this.current === null) {
      const { folder, fileIndex } = this.reading.request;
      this.current = new SegmentWriter(segmentPath(folder, fileIndex, this.count));
      this.count += 1;
    }
    return this.current;
  }
}
