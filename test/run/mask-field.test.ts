import { describe, expect, it } from 'vitest';
import { KIND_SPECS, REGISTRY_KINDS } from '../../src/model/registry-kinds.js';
import { maskField } from '../../src/run/mask-field.js';

const ID = '350589194807251084';

describe('a masked field', () => {
  it.each([
    ['name', 'name', '陈守义', /^陈\*义$/],
    ['name', 'name', '陈义', /^陈\*$/],
    ['headName', 'name', '欧阳靖宇', /^欧阳\*\*$/],
    ['id', 'id', ID, /^350589\*{8}1084$/],
    ['disabilityNo', 'disabilityNo', `${ID}41`, /^350589\*{8}108441$/],
    ['phone', 'phone', '13800001234', /^138\*{4}1234$/],
    ['birthDate', 'date', '1948-07-25', /^1948-\*\*-\*\*$/],
    ['address', 'address', '南屏县青溪镇石桥村二组15号', /^南屏县青溪镇石桥村\*{3}$/],
    ['address', 'address', '南屏县青溪镇中山路15号', /^南屏县青溪镇\*{3}$/],
    ['address', 'address', '二组15号', /^\*{3}$/],
    ['plateNo', 'text', '闽C12345', /^\*{3}$/],
    ['houseNo', 'text', '350589001', /^\*{3}$/],
    ['anything', null, '某某', /^\*{3}$/],
  ] as const)('%s of type %s hides the person', (name, type, value, shown) => {
    expect(maskField(name, type, value, false)).toMatch(shown);
  });

  it.each([
    ['deathDate', 'date', '2026-03-15'],
    ['scheme', 'category', 'dibao'],
    ['amount', 'amount', '800.00'],
    ['stopMonth', 'month', '2026-10-01'],
    ['county', 'text', '南屏县'],
  ] as const)('%s of type %s is shown: it names nobody', (name, type, value) => {
    expect(maskField(name, type, value, false)).toBe(value);
  });

  it('shows identities to whoever may see them', () => {
    expect(maskField('name', 'name', '陈守义', true)).toBe('陈守义');
    expect(maskField('id', 'id', ID, true)).toBe(ID);
  });

  it.each(['content', 'remark', 'account', 'disease'])('never shows %s, revealed or not', (name) => {
    expect(maskField(name, 'text', '病历内容', true)).toBe('***');
    expect(maskField(name, 'text', '病历内容', false)).toBe('***');
  });

  it('hides a value of any shape that says who somebody is, in every kind of registry', () => {
    const values = [
      '陈',
      '陈守义',
      '350589480725108',
      '350589********1084',
      '0591-87654321',
      '1380000',
      '石桥村15号',
      'x',
    ];
    for (const kind of REGISTRY_KINDS) {
      for (const field of KIND_SPECS[kind].fields) {
        if (!['id', 'phone', 'disabilityNo'].includes(field.type)) continue;
        for (const value of values) {
          const shown = maskField(field.name, field.type, value, false);
          const visible = Array.from(shown).filter(
            (character, index) => character === Array.from(value)[index] && /\d/.test(character),
          ).length;
          expect(visible, `${kind}.${field.name} ${value} → ${shown}`).toBeLessThanOrEqual(10);
        }
      }
    }
  });
});
