import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';

/**
 * The lines of an append-only file of JSON, one value each; none where there is no file. Behind the last line end may
 * stand what a crash tore: part of an object, which was never acknowledged and does not count. A whole value there
 * counts: an editor dropped its line end.
 */
export function readWholeLines(path: string): readonly string[] {
  return wholeText(path).split('\n').slice(0, -1);
}

/**
 * Adds lines (without their ends) in one write and waits until they are on the disk; nothing that stands is changed. What
 * a crash tore is taken away first, or the next line would be joined to it. Files are readable by their owner alone.
 */
export function appendWholeLines(path: string, lines: readonly string[]): void {
  if (lines.length === 0) return;
  const there = existsSync(path);
  const kept = Buffer.byteLength(wholeText(path).trimEnd(), 'utf8');
  const handle = openSync(path, there ? 'r+' : 'wx', 0o600);
  try {
    ftruncateSync(handle, kept);
    const text = lines.map((line) => `${line}\n`).join('');
    const bytes = Buffer.from(kept === 0 ? text : `\n${text}`, 'utf8');
    for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at, bytes.length - at, kept + at);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The text of the file up to the end of its last whole line, and that end. */
function wholeText(path: string): string {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const end = text.lastIndexOf('\n') + 1;
  return isJson(text.slice(end)) ? `${text}\n` : text.slice(0, end);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
