import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { appendWholeLines, readWholeLines } from '../../src/followup/whole-lines.js';

function file(content?: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'whole-lines-')), 'events.jsonl');
  if (content !== undefined) writeFileSync(path, content);
  return path;
}

describe('a file of whole lines', () => {
  it('is made for its owner alone', () => {
    const path = file();
    expect(readWholeLines(path)).toEqual([]);
    appendWholeLines(path, ['{"a":1}', '{"name":"陈秀英"}']);
    expect(readWholeLines(path)).toEqual(['{"a":1}', '{"name":"陈秀英"}']);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['in an object', '{"a":1}\n{"b":', ['{"a":1}']],
    [
      'inside a character',
      Buffer.concat([Buffer.from('{"a":1}\n{"b":"'), Buffer.from('陈').subarray(0, 2)]),
      ['{"a":1}'],
    ],
    ['in the first line', '{"a', []],
  ])('loses only what a crash tore %s', (_, content, whole) => {
    const path = file();
    writeFileSync(path, content);
    expect(readWholeLines(path)).toEqual(whole);
    appendWholeLines(path, ['{"c":3}']);
    expect(readFileSync(path, 'utf8')).toBe([...whole, '{"c":3}', ''].join('\n'));
  });

  it('keeps a whole last line whose end an editor dropped', () => {
    const path = file('{"a":1}\n{"b":2}');
    expect(readWholeLines(path)).toEqual(['{"a":1}', '{"b":2}']);
    appendWholeLines(path, ['{"c":3}']);
    expect(readFileSync(path, 'utf8')).toBe('{"a":1}\n{"b":2}\n{"c":3}\n');
  });
});
