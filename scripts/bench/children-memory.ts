import { readFileSync } from 'node:fs';

/**
 * Watches the processes that this one starts and keeps the most memory that any of them held, in MB. Linux tells it in
 * /proc; elsewhere the answer is 0.
 */
export function watchChildren(): { readonly stop: () => number } {
  let most = 0;
  const look = (): void => {
    for (const child of children()) most = Math.max(most, peakMb(child));
  };
  const timer = setInterval(look, 50);
  timer.unref();
  return {
    stop: () => {
      clearInterval(timer);
      return most;
    },
  };
}

function children(): readonly string[] {
  return read(`/proc/self/task/${process.pid}/children`)
    .split(' ')
    .filter((pid) => pid !== '');
}

/** The peak of a process as the kernel keeps it. */
function peakMb(child: string): number {
  return Math.round(Number(/^VmHWM:\s*(\d+) kB/m.exec(read(`/proc/${child}/status`))?.[1] ?? 0) / 1024);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
