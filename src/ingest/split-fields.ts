/** How a line ended: its quotes close, one is open, or something stands between a closing quote and the delimiter. */
export type LineState = 'closed' | 'open' | 'torn';

export interface SplitLine {
  readonly fields: readonly string[];
  readonly state: LineState;
  /** Whether each field was quoted. */
  readonly quoted: readonly boolean[];
}

/**
 * Splits one record by RFC 4180: quoted fields with doubled quotes, where the text may hold line breaks. Quotes inside
 * an unquoted field are text, as DuckDB's strict mode has it. Spaces before an opening quote are dropped.
 * Fields that are open or torn keep what was read, so the caller can say where the trouble is.
 */
export function splitFields(line: string, delimiter: string): SplitLine {
  const fields: string[] = [];
  const quoted: boolean[] = [];
  let at = 0;
  for (;;) {
    const field = readField(line, at, delimiter);
    fields.push(field.value);
    quoted.push(field.quoted);
    if (field.state !== 'closed') return { fields, quoted, state: field.state };
    if (field.end >= line.length) return { fields, quoted, state: 'closed' };
    at = field.end + 1;
  }
}

interface Field {
  readonly value: string;
  readonly quoted: boolean;
  readonly state: LineState;
  /** Where the delimiter after the field stands, or the length of the line. */
  readonly end: number;
}

function readField(line: string, start: number, delimiter: string): Field {
  let at = start;
  while (line[at] === ' ' && delimiter !== ' ') at += 1;
  if (line[at] === '"') return readQuoted(line, at + 1, delimiter);
  const end = endOf(line, start, delimiter);
  return { value: line.slice(start, end), quoted: false, state: 'closed', end };
}

function readQuoted(line: string, start: number, delimiter: string): Field {
  let value = '';
  let from = start;
  for (;;) {
    const quote = line.indexOf('"', from);
    if (quote === -1)
      return { value: value + line.slice(from), quoted: true, state: 'open', end: line.length };
    value += line.slice(from, quote);
    if (line[quote + 1] !== '"') return closeQuoted(line, quote + 1, delimiter, value);
    value += '"';
    from = quote + 2;
  }
}

function closeQuoted(line: string, after: number, delimiter: string, value: string): Field {
  let end = after;
  while (line[end] === ' ') end += 1;
  if (end >= line.length || line[end] === delimiter) return { value, quoted: true, state: 'closed', end };
  return { value, quoted: true, state: 'torn', end: endOf(line, end, delimiter) };
}

function endOf(line: string, from: number, delimiter: string): number {
  const at = line.indexOf(delimiter, from);
  return at === -1 ? line.length : at;
}
