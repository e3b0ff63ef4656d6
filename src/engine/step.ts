import type { Engine } from './engine.js';

/**
 * One step of the plan: a name, what it is for, and either one SQL statement or a TypeScript function.
 * SQL steps print in `--dry-run` exactly as they will run. A step reads files or tables that earlier steps made.
 */
export type Step =
  | { readonly kind: 'sql'; readonly name: string; readonly purpose: string; readonly sql: string }
  | {
      readonly kind: 'code';
      readonly name: string;
      readonly purpose: string;
      readonly run: (engine: Engine) => Promise<void>;
      /** The SQL it will run, where that is known before. */
      readonly preview?: string;
    };

export function sqlStep(name: string, purpose: string, sql: string): Step {
  return { kind: 'sql', name, purpose, sql };
}

export function codeStep(
  name: string,
  purpose: string,
  run: (engine: Engine) => Promise<void>,
  preview?: string,
): Step {
  return { kind: 'code', name, purpose, run, ...(preview === undefined ? {} : { preview }) };
}
