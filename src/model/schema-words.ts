import type { z } from 'zod';

/** What a schema says of a value; of a key that it refuses it says what a key may be. */
export function schemaWords(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_key'
    ? issue.issues.map(({ message }) => message).join('; ') || issue.message
    : issue.message;
}
