import type { CleanRun } from './clean-lines/clean-runs.js';
import type { LineChecker } from './clean-lines/line-checker.js';
import { createTranscoder, undecodable, type ExportEncoding } from './encoding.js';
import type { HeaderLine } from './find-header.js';
import { UndecodableByte } from './gb18030.js';
import { RecordCutter } from './record-cutter.js';
import type { CutReject, LineEnds, RecordSink } from './record-sink.js';
import { eachChunk, type ExportFile } from './scan.js';
import { SEGMENT_BYTES, segmentPath, SegmentWriter, type Segment } from './segment-writer.js';

export interface SegmentRequest {
  readonly file: ExportFile;
  readonly encoding: ExportEncoding;
  readonly header: HeaderLine;
  readonly freeText: ReadonlySet<number>;
  /** Knows clean lines, and where they go; without one every line is doubtful. */
  readonly clean?: CleanLines | null;
  /** Folder for the segments and the number of the file in its registry. */
  readonly folder: string;
  readonly fileIndex: number;
}

/** Who knows clean lines and who takes them. */
export interface CleanLines {
  readonly checker: LineChecker;
  readonly take: (run: CleanRun) => void;
}

/** Is told of each segment when it is whole; writing goes on when the promise is fulfilled. */
export type TakeSegment = (segment: Segment) => Promise<void>;

export interface CarefulResult {
  readonly rejects: readonly CutReject[];
  readonly blank: number;
  /** Physical lines seen. */
  readonly lines: number;
  /** How records end, outside quotes. */
  readonly recordEnds: LineEnds;
  /** Records that had to be looked at character by character. */
  readonly takenApart: number;
}

/**
 * Cuts an export record by record: clean lines are handed on as they stand, all others become segments or rejects. Throws InputError on undecodable bytes.
 */
export async function writeSegments(request: SegmentRequest, take: TakeSegment): Promise<CarefulResult> {
  const { delimiter, headers, lastLine } = request.header;
  const rejects: CutReject[] = [];
  const output = new SegmentOutput(request, take);
  const options = {
    delimiter,
    columns: headers.length,
    freeText: request.freeText,
    headerLine: lastLine,
    checker: request.clean?.checker ?? null,
  };
  const cutter = new RecordCutter(
    options,
    output.sink((reject) => rejects.push(reject)),
  );
  await eachDecodedChunk(request, async (bytes) => {
    cutter.push(bytes);
    await output.rotate();
  });
  cutter.finish();
  await output.finish();
  const { blank, line: lines, recordEnds, takenApart } = cutter;
  return { rejects: rejects.sort((a, b) => a.line - b.line), blank, lines, recordEnds, takenApart };
}

/** Opens writers as they are needed and hands over each full segment. */
class SegmentOutput {
  private current: SegmentWriter | null = null;
  private count = 0;

  constructor(
    private readonly request: SegmentRequest,
    private readonly take: TakeSegment,
  ) {}

  sink(reject: (reject: CutReject) => void): RecordSink {
    const { delimiter } = this.request.header;
    return {
      clean: (run) => this.request.clean?.take(run),
      plain: (line, bytes) => this.writer().numbered(line, delimiter, bytes),
      fields: (line, fields) => this.writer().fields(line, delimiter, fields),
      reject,
    };
  }

  async rotate(): Promise<void> {
    if (this.current !== null && this.current.bytes >= SEGMENT_BYTES) await this.end();
  }

  /** There always is a segment of doubtful lines, so that every export has a part with all columns of its kind. */
  async finish(): Promise<void> {
    if (this.count === 0) this.writer();
    await this.end();
  }

  private writer(): SegmentWriter {
    if (this.current === null) {
      const { folder, fileIndex } = this.request;
      this.current = new SegmentWriter(segmentPath(folder, fileIndex, this.count));
      this.count += 1;
    }
    return this.current;
  }

  private async end(): Promise<void> {
    if (this.current === null) return;
    const segment = this.current.close();
    this.current = null;
    await this.take(segment);
  }
}

/** Hands over the text of a file as UTF-8, chunk by chunk. Throws InputError on undecodable bytes. */
export async function eachDecodedChunk(
  request: Pick<SegmentRequest, 'file' | 'encoding'>,
  take: (bytes: Buffer) => Promise<void>,
): Promise<void> {
  const transcoder = createTranscoder(request.encoding);
  try {
    await eachChunk(request.file, (chunk) => take(transcoder.push(chunk)));
    transcoder.finish();
  } catch (error) {
    if (error instanceof UndecodableByte)
      throw undecodable(request.file.shown, request.encoding, error.offset);
    throw error;
  }
}
