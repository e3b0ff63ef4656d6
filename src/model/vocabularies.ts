import { scheme, assistanceStatus } from './vocabularies/assistance.js';
import { disabilityType, disabilityLevel, certificateStatus } from './vocabularies/disability.js';
import { insuranceType, memberStatus, assistedClass, settlementStatus } from './vocabularies/insurance.js';
import { paymentStatus } from './vocabularies/payment.js';
import { petitionFor } from './vocabularies/petition.js';
import type { Vocabulary } from './vocabularies/vocabulary.js';

export const VOCABULARY_NAMES = [
  'scheme',
  'assistanceStatus',
  'insuranceType',
  'memberStatus',
  'assistedClass',
  'settlementStatus',
  'disabilityType',
  'disabilityLevel',
  'certificateStatus',
  'petitionFor',
  'paymentStatus',
] as const;
export type VocabularyName = (typeof VOCABULARY_NAMES)[number];

export const VOCABULARIES: Readonly<Record<VocabularyName, Vocabulary>> = {
  scheme,
  assistanceStatus,
  insuranceType,
  memberStatus,
  assistedClass,
  settlementStatus,
  disabilityType,
  disabilityLevel,
  certificateStatus,
  petitionFor,
  paymentStatus,
};
