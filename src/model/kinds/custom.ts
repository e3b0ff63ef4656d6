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

/** Any table with a person in it; further columns are kept as text under the names that the project file gives. */
export const custom: KindSpec = {
  title: { zh: '其他部门数据', en: 'custom registry' },
  purpose: 'vehicles, housing, payroll, business registration: any table with a person in it',
  fileNameWords: [],
  manyRowsPerPerson: true,
  fields: [
    nameField,
    idField,
    { name: 'eventDate', type: 'date', synonyms: ['日期', '登记日期', '时间'], purpose: 'day of the fact' },
    { name: 'amount', type: 'amount', synonyms: ['金额'], purpose: 'yuan' },
    { name: 'status', type: 'text', synonyms: ['状态'], purpose: 'state as written' },
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
