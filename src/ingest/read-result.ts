import type { ExportReport, SnapshotPart } from '../model/snapshot.js';
import type { CutReject } from './record-sink.js';
import type { RejectOriginals } from './rejects.js';

/** What one file of text, or one sheet, became. */
export interface ReadExport {
  readonly report: ExportReport;
  readonly parts: readonly SnapshotPart[];
  readonly rejects: readonly CutReject[];
  /** Headers of the columns that rejects may name. */
  readonly headers: readonly string[];
  /** True where each row was a family and became persons. */
  readonly fromFamilies: boolean;
  /** Where the rows of rejects stand. */
  readonly original: RejectOriginals;
}
