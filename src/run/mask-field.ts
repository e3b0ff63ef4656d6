import type { FieldType } from '../model/kinds/field.js';
import { maskCitizenId } from '../normalize/citizen-id.js';
import { maskName } from '../normalize/person-name.js';
import { maskPhone } from '../normalize/phone.js';

/** Free text and numbers of accounts never leave the matching machine, revealed or not. */
const NEVER_SHOWN: ReadonlySet<string> = new Set(['content', 'remark', 'account', 'disease']);
/** What leads to a person as surely as a name: shown to who may see identities. */
const LEADS_TO_PERSON: ReadonlySet<string> = new Set(['plateNo', 'houseNo', 'moveOutTo']);
const HIDDEN = '***';

/**
 * A field as it may be shown: whole only when it says nothing of the person or `reveal` was asked for. The type is null
 * where nobody knows what the column holds.
 */
export function maskField(name: string, type: FieldType | null, value: string, reveal: boolean): string {
  if (NEVER_SHOWN.has(name)) return HIDDEN;
  if (reveal) return value;
  if (type === null || LEADS_TO_PERSON.has(name)) return HIDDEN;
  switch (type) {
    case 'name':
      return maskName(value);
    case 'id':
      return maskCitizenId(value);
    case 'disabilityNo':
      return `${maskCitizenId(value.slice(0, 18))}${value.slice(18)}`;
    case 'phone':
      return maskPhone(value);
    case 'address':
      return maskAddress(value);
    case 'date':
      return name === 'birthDate' ? `${value.slice(0, 4)}-**-**` : value;
    case 'text':
    case 'place':
    case 'sex':
    case 'month':
    case 'amount':
    case 'integer':
    case 'category':
      return value;
  }
}

/** An address down to the village; group and house number are hidden. */
function maskAddress(address: string): string {
  const village = /^.*?(?:村|社区|居委会)/u.exec(address)?.[0] ?? /^.*?(?:街道|镇|乡)/u.exec(address)?.[0];
  return village === undefined ? HIDDEN : `${village}${HIDDEN}`;
}
