import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBench, type Bench } from './export-builder.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const TEXT = '姓名,死亡日期\n陈美,2026-01-01\n';

function read(path: string): Promise<unknown> {
  return bench.ingest({ kind: 'death', files: [{ path, shown: 'source' }] });
}

describe('a source that is no plain file is refused', () => {
  it('a pipe, without waiting for it', async () => {
    const path = join(bench.folder, 'pipe');
    execFileSync('mkfifo', [path]);
    await expect(read(path)).rejects.toMatchObject({ code: 'E_FILE_KIND' });
  });

  it('a device', async () => {
    await expect(read('/dev/zero')).rejects.toMatchObject({ code: 'E_FILE_KIND' });
  });

  it('a folder', async () => {
    const path = join(bench.folder, 'folder');
    mkdirSync(path);
    await expect(read(path)).rejects.toMatchObject({ code: 'E_FILE_KIND' });
  });

  it('a link to nothing', async () => {
    const path = join(bench.folder, 'link');
    symlinkSync(join(bench.folder, 'nothing'), path);
    await expect(read(path)).rejects.toMatchObject({ code: 'E_FILE_MISSING' });
  });

  it('a name with a quote is a name', async () => {
    const path = join(bench.folder, "it's; DROP TABLE.csv");
    writeFileSync(path, TEXT);
    await expect(read(path)).resolves.toMatchObject({ exports: [{ loaded: 1 }] });
  });

  it('a file of zeros', async () => {
    const path = join(bench.folder, 'zeros.csv');
    writeFileSync(path, '');
    truncateSync(path, 8 << 20);
    await expect(read(path)).rejects.toMatchObject({ class: 'input' });
  });
});

describe('an encoding that is not read is named', () => {
  // 姓名 and 死亡日期 as Shift-JIS and HZ write them.
  const shiftJis = Buffer.concat([
    Buffer.from([0x90, 0xa9, 0x96, 0xbc]), Buffer.from(','), Buffer.from([0x8e, 0x80, 0x96, 0x53, 0x93, 0xfa, 0x8a, 0xfa]), Buffer.from('\n'),
  ]); // prettier-ignore
  const hz = Buffer.from('~{PUC{~},~{K@MvHUFZ~}\n~{3BC@~},2026-01-01\n');

  it.each([
    ['Shift-JIS', shiftJis],
    ['HZ-GB-2312', hz],
  ])('%s', async (name, bytes) => {
    const path = join(bench.folder, `${name}.csv`);
    writeFileSync(path, bytes);
    await expect(read(path)).rejects.toMatchObject({
      code: 'E_ENCODING',
      message: expect.stringContaining(name) as string,
    });
  });
});

describe('text that nothing can decode', () => {
  const inUtf16 = Buffer.from('姓名,身份证号,死亡日期\n陈美,,2026-01-01\n', 'utf16le');

  it('is refused for its encoding, not for its header', async () => {
    const noise = Buffer.from(
      Array.from({ length: 5000 }, (_, index) => (index * 7919 + (index >> 3)) % 256),
    );
    writeFileSync(join(bench.folder, 'noise.csv'), noise);
    await expect(read(join(bench.folder, 'noise.csv'))).rejects.toMatchObject({ code: 'E_ENCODING' });
  });

  it.each([
    ['UTF-16LE', inUtf16],
    ['UTF-16BE', Buffer.from(inUtf16).swap16()],
  ])('is named where it is %s without a mark', async (name, content) => {
    writeFileSync(join(bench.folder, 'unmarked.csv'), content);
    await expect(read(join(bench.folder, 'unmarked.csv'))).rejects.toMatchObject({
      code: 'E_ENCODING',
      message: expect.stringContaining(name) as string,
    });
  });

  it.each([
    ['UTF-16LE with its mark', Buffer.concat([Buffer.from([0xff, 0xfe]), inUtf16])],
    ['lines that end with CR', Buffer.from('姓名,死亡日期\r陈美,2026-01-01\r')],
  ])('does not concern %s, whose last line is whole', async (_, content) => {
    writeFileSync(join(bench.folder, 'whole.csv'), content);
    await expect(read(join(bench.folder, 'whole.csv'))).resolves.toMatchObject({
      exports: [{ loaded: 1, warnings: [] }],
    });
  });
});
