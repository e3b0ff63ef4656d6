import type { GateError } from '../model/errors.js';
import { InputError, type YingbaoError } from '../model/errors.js';
import type { GateVerdict } from '../model/gate.js';
import type { RegistryKind } from '../model/registry-kinds.js';
import type { SetAside } from '../model/set-aside.js';
import type { RunContext } from './context.js';

/** A registry left out, and the error that ends the run where nothing else is left. */
export interface LeftOut {
  readonly registry: SetAside;
  readonly error: YingbaoError;
}

/** Leaves a registry out of the run (`--keep-going`) where its export cannot be read; any other trouble is thrown on. */
export function leaveOutUnreadable(
  context: RunContext,
  { registry, kind }: { readonly registry: string; readonly kind: RegistryKind },
  error: unknown,
): LeftOut {
  if (context.options.keepGoing !== true || !(error instanceof InputError)) throw error;
  const { code, file = null, line = null, zh, message } = error;
  return told(context, {
    registry: { registry, kind, code, file, line, reason: { zh, en: message } },
    error,
  });
}

/** Leaves out a registry that gates hold; `error` is the one that would have ended the run. */
export function leaveOutHeld(
  context: RunContext,
  { registry, kind }: { readonly registry: string; readonly kind: RegistryKind },
  held: readonly Pick<GateVerdict, 'gate' | 'zh' | 'en'>[],
  error: GateError,
): LeftOut {
  const { code } = error;
  const reason = {
    zh: held.map(({ gate, zh }) => `${gate}：${zh}`).join('；'),
    en: held.map(({ gate, en }) => `${gate}: ${en}`).join('; '),
  };
  return told(context, { registry: { registry, kind, code, file: null, line: null, reason }, error });
}

function told(context: RunContext, leftOut: LeftOut): LeftOut {
  context.options.listener({ type: 'set-aside', registry: leftOut.registry });
  return leftOut;
}

/** Throws the first error where too little is left for a run: no registry, or no rule that may still speak. */
export function assertSomethingLeft(leftOut: readonly LeftOut[], left: number): void {
  const [first] = leftOut;
  if (first !== undefined && left === 0) throw first.error;
}
