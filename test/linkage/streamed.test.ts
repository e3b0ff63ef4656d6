import { describe, expect, it } from 'vitest';
import { citizenId } from './citizens.js';
import { link, registry } from './linking.js';

/** A switchboard's number in a large registry: more records share it than a key may fetch. */
const SHARED = '13900000001';

describe('fetching from a streamed registry', () => {
  it('says which keys too many records shared', async () => {
    const { summary } = await link(
      [
        registry('assistance', [{ name: '陈秀英', phone: SHARED }]),
        registry(
          'insurance',
          Array.from({ length: 600 }, (_, i) => ({
            name: `王${String.fromCodePoint(0x4e00 + i)}`,
            idText: citizenId('19560302', (i % 499) * 2 + 1),
            phone: SHARED,
          })),
        ),
      ],
      { singlesUpTo: 100 },
    );
    const figures = summary.map(
      (row) => `${String(row['figure'])} ${String(row['detail'])} ${String(row['value'])}`,
    );
    expect(figures).toContain('fetch_keys_capped phone 1');
    expect(figures).toContain('fetch_records_capped phone 600');
  });
});
