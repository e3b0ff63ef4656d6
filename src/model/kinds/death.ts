import type { KindSpec } from './field.js';
import {
  addressField,
  ageField,
  birthDateField,
  hukouAddressField,
  idField,
  nameField,
  phoneField,
  placeFields,
  remarkField,
  sexField,
} from './person-fields.js';

/** Deaths: cremations, cancelled household registrations, death certificates. */
export const death: KindSpec = {
  title: { zh: '死亡人员', en: 'deaths' },
  purpose: 'who died when, according to whom',
  fileNameWords: ['死亡', '火化', '殡葬', '注销', '殁'],
  manyRowsPerPerson: false,
  oneOf: ['deathDate', 'cremationDate'],
  fields: [
    {
      ...nameField,
      synonyms: ['姓名', '死者姓名', '逝者姓名', '死亡人员姓名', ...nameField.synonyms.slice(1)],
    },
    {
      ...idField,
      synonyms: ['身份证号', '死者身份证号', '死者身份证号码', '逝者身份证号', ...idField.synonyms.slice(1)],
    },
    {
      name: 'deathDate',
      type: 'date',
      synonyms: [
        '死亡日期',
        '死亡时间',
        '逝世日期',
        '去世日期',
        '注销时间',
        '注销日期',
        'SWRQ',
        'SI_WANG_RI_QI',
      ],
      purpose: 'day of death',
    },
    {
      name: 'cremationDate',
      type: 'date',
      synonyms: ['火化日期', '火化时间', '殡葬日期', 'HHRQ'],
      purpose:
        'day of cremation; bounds the day of death from above and stands for it where no day of death is given',
    },
    {
      name: 'deathSource',
      type: 'text',
      synonyms: ['数据来源', '来源', '注销原因', '死亡原因', '来源部门'],
      purpose: 'who reported it',
    },
    sexField,
    birthDateField,
    ageField,
    phoneField,
    addressField,
    hukouAddressField,
    ...placeFields,
    remarkField,
  ],
};
