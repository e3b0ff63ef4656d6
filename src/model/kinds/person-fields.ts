import type { FieldSpec } from './field.js';

/** Fields that say who a row is about; the same meaning in every kind. */
export const nameField: FieldSpec = {
  name: 'name',
  type: 'name',
  required: true,
  synonyms: ['姓名', '人员姓名', '成员姓名', '对象姓名', 'psn_name', 'XM', 'XING_MING', 'xingming', 'AAC003'],
  purpose: 'the name of the person the row is about',
};

export const idField: FieldSpec = {
  name: 'id',
  type: 'id',
  synonyms: [
    '身份证号',
    '身份证号码',
    '公民身份号码',
    '公民身份证号码',
    '居民身份证号码',
    '居民身份证',
    '身份证',
    '身份证件号码',
    '证件号码',
    '证件号',
    '证照号码',
    '社会保障号码',
    '社会保障号',
    'certno',
    'SFZH',
    'SFZHM',
    'GMSFHM',
    'ZJHM',
    'CYSFZ',
    'SHEN_FEN_ZHENG_HAO',
    'AAC002',
    'idcard',
    'id_card',
  ],
  purpose: 'citizen ID number or another document number',
};

export const sexField: FieldSpec = {
  name: 'sex',
  type: 'sex',
  synonyms: ['性别', 'gend', 'XB', 'XING_BIE', 'AAC004', 'gender', 'sex'],
  purpose: 'sex as written; compared with the ID, never a ground for suspicion',
};

export const birthDateField: FieldSpec = {
  name: 'birthDate',
  type: 'date',
  synonyms: [
    '出生日期',
    '出生年月日',
    '出生时间',
    '生日',
    'brdy',
    'CSRQ',
    'CHU_SHENG_RI_QI',
    'AAC006',
    '出生年月',
  ],
  purpose: 'birth date as written',
};

export const ageField: FieldSpec = {
  name: 'age',
  type: 'text',
  synonyms: ['年龄', '周岁', '实足年龄', '享年', '终年', '死亡年龄', '患者年龄', 'age', 'NL', 'NIAN_LING'],
  purpose: 'age as written; helps to tell namesakes apart where no birth date stands',
};

export const phoneField: FieldSpec = {
  name: 'phone',
  type: 'phone',
  synonyms: [
    '联系电话',
    '手机号码',
    '手机号',
    '联系方式',
    '本人电话',
    '电话号码',
    '电话',
    '家庭电话',
    '监护人电话',
    '联系人电话',
    'SJHM',
    'LXDH',
    'LIAN_XI_DIAN_HUA',
    'mob',
    'tel',
    'phone',
  ],
  purpose: 'phone number of the person or the household',
};

export const addressField: FieldSpec = {
  name: 'address',
  type: 'address',
  synonyms: [
    '家庭住址',
    '现住址',
    '居住地址',
    '家庭地址',
    '常住地址',
    '联系地址',
    '住址',
    '详细地址',
    '地址',
    'JTZZ',
    'LXDZ',
    'JIA_TING_ZHU_ZHI',
  ],
  purpose: 'where the person lives; routes the visit',
};

export const hukouAddressField: FieldSpec = {
  name: 'hukouAddress',
  type: 'address',
  synonyms: ['户籍地址', '户口地址', '户籍所在地', '户籍地', '户口所在地', 'HJDZ', 'HU_JI_DI_ZHI'],
  purpose: 'address of household registration; decides jurisdiction',
};

export const placeFields: readonly FieldSpec[] = [
  {
    name: 'county',
    type: 'place',
    synonyms: [
      '县区',
      '区县',
      '县(市、区)',
      '县市区',
      '所属区(县)',
      '所属区县',
      '所属县',
      '所属区',
      '县',
      '户籍区县',
      '行政区划',
      '地区',
      'QX',
      'QU_XIAN',
      'XQ',
      'insuplc_admdvs',
      '参保地',
    ],
    purpose: 'county, city district or county-level city',
  },
  {
    name: 'town',
    type: 'place',
    synonyms: [
      '乡镇',
      '乡镇(街道)',
      '乡镇街道',
      '镇街',
      '街镇',
      '街道',
      '镇(街道)',
      '所属街(道)',
      '所属街道',
      '所属乡镇',
      '所属街',
      '户籍街道',
      '乡',
      'XZ',
      'XIANG_ZHEN',
      'JD',
    ],
    purpose: 'town or sub-district',
  },
  {
    name: 'village',
    type: 'place',
    synonyms: [
      '村居',
      '村(居)',
      '村(社区)',
      '行政村',
      '村委会',
      '村',
      '社区',
      '居委',
      '居委会',
      '所属社(区)',
      '所属社区',
      '所属社',
      '所属村',
      'CJ',
      'CUN_JU',
    ],
    purpose: 'village or community',
  },
  {
    name: 'grid',
    type: 'place',
    synonyms: ['网格', '网格编码', '网格名称', '所属网格', '片区', 'WG', 'WANG_GE', '网格编号'],
    purpose: 'the grid of the grid worker',
  },
];

export const remarkField: FieldSpec = {
  name: 'remark',
  type: 'text',
  synonyms: ['备注', '说明', 'memo', 'BZ', 'BEI_ZHU'],
  purpose: 'free text; may hold line breaks',
};
