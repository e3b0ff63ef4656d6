import { InvalidArgumentError } from 'commander';

/** A calendar day on the command line. */
export function dayArgument(value: string): string {
  if (
    !/^\d{4}-\d{2}-\d{2}$/.test(value) ||
    new Date(`${value}T00:00:00Z`).toISOString().slice(0, 10) !== value
  ) {
    throw new InvalidArgumentError('YYYY-MM-DD');
  }
  return value;
}
