import type { Command } from 'commander';
import type { CommandHost } from '../command-host.js';
import { registerDiff } from './diff.js';
import { registerEvaluate } from './evaluate.js';
import { registerAccept } from './accept.js';
import { registerExplain } from './explain.js';
import { registerExport } from './export.js';
import { registerInit } from './init.js';
import { registerJudge } from './judge.js';
import { registerMatch } from './match.js';
import { registerOutcome } from './outcome.js';
import { registerNotice } from './outcome-steps.js';
import { registerPia } from './pia.js';
import { registerRecall } from './recall.js';
import { registerRule } from './rule.js';
import { registerRun } from './run.js';
import { registerSchema } from './schema.js';
import { registerTrain } from './train.js';
import { registerValidate } from './validate.js';
import { registerWhatIf } from './whatif.js';

/** Adds every command, in the order in which a newcomer meets them. */
export function registerCommands(
  program: Command,
  say: CommandHost['say'],
  terminal: CommandHost['terminal'],
  setExitCode: CommandHost['setExitCode'],
): void {
  const host: CommandHost = { program, say, terminal, setExitCode };
  registerInit(host);
  registerValidate(host);
  registerRun(host);
  registerAccept(host);
  registerExplain(host);
  registerJudge(host);
  registerExport(host);
  registerOutcome(host);
  registerNotice(host);
  registerDiff(host);
  registerRecall(host);
  registerRule(host);
  registerPia(host);
  registerWhatIf(host);
  registerMatch(host);
  registerTrain(host);
  registerEvaluate(host);
  registerSchema(host);
}
