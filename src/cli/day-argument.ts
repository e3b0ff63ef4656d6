import { InvalidArgumentError } from 'commander';

/** A calendar day on the command line. */
export function dayArgument(value: string): string {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== value)
    throw new InvalidArgumentError('YYYY-MM-DD');
  return value;
}
