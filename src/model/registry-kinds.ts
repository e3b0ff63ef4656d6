import { assistance } from './kinds/assistance.js';
import { custom } from './kinds/custom.js';
import { death } from './kinds/death.js';
import { disability } from './kinds/disability.js';
import type { KindSpec } from './kinds/field.js';
import { insurance } from './kinds/insurance.js';
import { payment } from './kinds/payment.js';
import { petition } from './kinds/petition.js';
import { settlement } from './kinds/settlement.js';

/** The canonical kinds of registry, in the order in which they are shown. */
export const REGISTRY_KINDS = [
  'assistance',
  'insurance',
  'settlement',
  'disability',
  'petition',
  'death',
  'payment',
  'custom',
] as const;
export type RegistryKind = (typeof REGISTRY_KINDS)[number];

/** What a department sends for each kind: fields, types, header synonyms. */
export const KIND_SPECS: Readonly<Record<RegistryKind, KindSpec>> = {
  assistance,
  insurance,
  settlement,
  disability,
  petition,
  death,
  payment,
  custom,
};

export function isRegistryKind(value: string): value is RegistryKind {
  return (REGISTRY_KINDS as readonly string[]).includes(value);
}
