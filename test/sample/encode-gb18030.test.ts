import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeGb18030 } from '../../scripts/sample/encode-gb18030.js';

const decode = (bytes: Uint8Array): string => new TextDecoder('gb18030', { fatal: true }).decode(bytes);

describe('encodeGb18030', () => {
  it('writes the codes of the standard', () => {
    expect(encodeGb18030('中·A').toString('hex')).toBe('d6d0a1a441');
    expect(encodeGb18030('𠀀').toString('hex')).toBe('95328236');
    expect(encodeGb18030('㐀').toString('hex')).toBe('8139ee39');
  });

  it('is undone by the decoder for every character of every plane', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(decode(encodeGb18030(text))).toBe(text);
      }),
    );
    for (const character of ['\u{e816}', '\u{e855}', '䶮', '𬭎', '€']) expect(decode(encodeGb18030(character))).toBe(character);
  });

  it('refuses a lone surrogate', () => {
    expect(() => encodeGb18030('\u{d800}')).toThrow(RangeError);
  });
});
