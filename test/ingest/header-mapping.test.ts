import { describe, expect, it } from 'vitest';
import { mapHeader } from '../../src/ingest/header-mapping.js';
import { readHeader } from '../../src/ingest/header-words.js';
import { recognizeKind } from '../../src/ingest/recognize-kind.js';
import { InputError } from '../../src/model/errors.js';
import { KIND_SPECS, REGISTRY_KINDS } from '../../src/model/registry-kinds.js';

function refusal(run: () => unknown): InputError {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

const DEATH = ['姓名', '身份证号', '死亡日期'];

describe('readHeader', () => {
  it.each([
    ['death', ' 身份证\n号码＊', 'id'],
    ['death', '死亡日期：', 'deathDate'],
    ['death', 'XING_MING', 'name'],
    ['death', '死亡時間', 'deathDate'],
    ['assistance', '户月保障金额（元）', 'amount'],
    ['assistance', '所属街', 'town'],
    ['assistance', '户主身份证号', 'headId'],
    ['assistance', 'HJBZJE', 'amount'],
    ['assistance', 'CAN_JI_REN_ZHENG_HAO', 'disabilityNo'],
    ['insurance', '街镇', 'town'],
    ['insurance', 'matIdetName', 'assistedClass'],
    ['insurance', 'psn_insu_stas', 'memberStatus'],
    ['disability', '3.残疾等级(一至四)', 'disabilityLevel'],
    ['petition', '反映内容', 'content'],
    ['assistance', '成员身份证号', 'id'],
    ['assistance', '儿童姓名', 'name'],
    ['assistance', '儿童身份证号码', 'id'],
    ['assistance', '认定时间', 'startMonth'],
    ['assistance', '所属县区', 'county'],
    ['petition', '所属镇街', 'town'],
    ['petition', '村社区', 'village'],
  ] as const)('%s: %s means %s', (kind, header, field) => {
    expect(readHeader(kind, header)?.field).toBe(field);
  });

  it.each(['监护人姓名', '户主身份证号', '家庭', '姓', '', '__proto__', 'constructor'])(
    'does not take %j for a field of deaths',
    (header) => {
      expect(readHeader('death', header)).toBeNull();
    },
  );

  it('finds every first synonym of every kind', () => {
    const lost = REGISTRY_KINDS.flatMap((kind) =>
      KIND_SPECS[kind].fields
        .filter((field) => readHeader(kind, field.synonyms[0] ?? '')?.field !== field.name)
        .map((field) => `${kind}.${field.name}`),
    );
    expect(lost).toEqual([]);
  });
});

describe('mapHeader', () => {
  it('maps by name, not by place', () => {
    const { indexOf } = mapHeader('death', ['死亡日期', '备用', '身份证号', '姓名']);
    expect(Object.fromEntries(indexOf)).toEqual({ name: 3, id: 2, deathDate: 0 });
  });

  it('says what became of each column', () => {
    expect(
      mapHeader('death', [...DEATH, '备用', '手机号', '联系电话']).columns.map(({ field, why }) => [
        field,
        why,
      ]),
    ).toEqual([
      ['name', 'synonym'],
      ['id', 'synonym'],
      ['deathDate', 'synonym'],
      [null, 'unknown'],
      [null, 'second'],
      ['phone', 'synonym'],
    ]);
  });

  it('refuses two columns for one identity field and names them', () => {
    const error = refusal(() =>
      mapHeader('death', [...DEATH, '公民身份号码'], {}, { file: 'a.csv', line: 1 }),
    );
    expect(error).toMatchObject({ code: 'E_HEADER_AMBIGUOUS', file: 'a.csv', line: 1 });
    expect(error.message).toContain('「身份证号」');
    expect(error.message).toContain('「公民身份号码」');
  });

  it('refuses the same header twice, whatever the field', () => {
    expect(refusal(() => mapHeader('death', [...DEATH, '备注', '备注'])).code).toBe('E_HEADER_AMBIGUOUS');
  });

  it('lets the project file decide', () => {
    expect(mapHeader('death', [...DEATH, '公民身份号码'], { id: '公民身份号码' }).indexOf.get('id')).toBe(3);
  });

  it('refuses a missing required column', () => {
    expect(refusal(() => mapHeader('death', ['姓名', '身份证号'])).code).toBe('E_HEADER_MISSING');
  });

  it('names every column that would do where one of several is needed', () => {
    const { message } = refusal(() => mapHeader('death', ['姓名', '身份证号']));
    expect(message).toMatch(/`deathDate` \(.*\) or `cremationDate` \(/);
  });

  it.each(['停止年月', '停止享受时间', '结束日期', '退保时间'])(
    'takes %s for the month benefit stops',
    (header) => {
      const { indexOf } = mapHeader('assistance', ['姓名', '身份证号', '救助类型', header]);
      expect(indexOf.get('stopMonth')).toBe(3);
    },
  );

  it.each([
    ['death', 'XM,SFZH,火化时间', 'cremationDate'],
    ['insurance', '县,乡,村,姓名,身份证号,特殊身份', 'assistedClass'],
    ['insurance', 'AAC001,AAC002,AAC003,AAC008', 'memberStatus'],
    ['assistance', '姓名,证件号,户籍区县,户籍街道,补贴类型,补贴金额,状态', 'scheme'],
  ] as const)('reads a %s list that has only the columns %s', (kind, headers, field) => {
    expect(mapHeader(kind, headers.split(',')).indexOf.has(field)).toBe(true);
    expect(recognizeKind('名单.csv', headers.split(',')).map((guess) => guess.kind)).toContain(kind);
  });

  it('refuses a family list, where 姓名 is the head', () => {
    const family = ['姓名', '身份证号', '救助类型', '家庭人口', '保障人口'];
    expect(refusal(() => mapHeader('assistance', family)).code).toBe('E_HEADER_FAMILY');
    expect(mapHeader('assistance', [...family, '与户主关系']).indexOf.has('name')).toBe(true);
    expect(mapHeader('assistance', family, { name: '姓名' }).indexOf.has('name')).toBe(true);
  });

  it('tells a sender of the family list to send the person list', () => {
    const error = refusal(() =>
      mapHeader('assistance', ['户主姓名', '户主身份证号', '救助类型', '家庭人口']),
    );
    expect(error.hint).toContain('人员查询');
  });

  it('keeps further columns of custom registries under the names of the project file', () => {
    const { indexOf } = mapHeader('custom', ['姓名', '号牌号码'], { plate: '号牌号码' });
    expect(indexOf.get('plate')).toBe(1);
  });

  it('refuses a field that the kind does not have', () => {
    expect(() => mapHeader('death', DEATH, { plate: '姓名' })).toThrow(/no field `plate`/);
  });
});
