import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { YingbaoError } from '../model/errors.js';
import type { RunListener } from '../run/events.js';

/**
 * Keeps what a run did in `.yingbao/log/run.jsonl`, one JSON object a line, for the officer who comes in the morning.
 * Only the fields named here are written: names of stages, counts, codes, places in files; nothing of persons.
 */
export function openRunLog(projectFolder: string): {
  readonly listener: RunListener;
  readonly failed: (error: unknown) => void;
} {
  const folder = join(projectFolder, '.yingbao', 'log');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const destination = pino.destination({ dest: join(folder, 'run.jsonl'), sync: true, mode: 0o600 });
  const log = pino({ base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  return {
    listener: (event) => {
      switch (event.type) {
        case 'stage-started':
          log.info({ event: event.type, stage: event.stage, cached: event.cached });
          return;
        case 'stage-finished':
          log.info({ event: event.type, stage: event.stage, cached: event.cached, seconds: event.seconds });
          return;
        case 'set-aside':
          log.warn({
            event: event.type,
            registry: event.registry.registry,
            code: event.registry.code,
            file: event.registry.file,
            line: event.registry.line,
          });
          return;
        case 'blocking': {
          const { type, rule, pairs, largest, blocksCapped, pairsCapped } = event;
          log.info({ event: type, rule, pairs, largest, blocksCapped, pairsCapped });
          return;
        }
        case 'published':
          log.info({ event: event.type, runId: event.runId });
          return;
        case 'step-started':
          log.debug({ event: event.type, stage: event.stage, step: event.step });
          return;
      }
    },
    failed: (error) => {
      const known =
        error instanceof YingbaoError
          ? { class: error.class, code: error.code, file: error.file, line: error.line }
          : { class: 'bug' };
      log.error({ event: 'failed', ...known });
    },
  };
}
