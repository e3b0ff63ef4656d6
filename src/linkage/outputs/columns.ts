import { number, text } from '../../engine/sql.js';
import type { RegistryRecords } from '../linkage-input.js';

/** The registry's name for its number; numbers follow the order of the input. */
export function registryName(registries: readonly RegistryRecords[], registryNo: string): string {
  return `CASE ${registryNo} ${registries.map((registry, no) => `WHEN ${number(no)} THEN ${text(registry.registry)}`).join(' ')} END`;
}

/** Probability of log2 odds. */
export function probability(weight: string): string {
  return `round(1 / (1 + pow(2, -(${weight}))), 6)`;
}

export function numberList(values: readonly number[]): string {
  return `(${['-1', ...values.map(number)].join(', ')})`;
}
