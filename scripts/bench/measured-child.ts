import { spawnSync } from 'node:child_process';

/** A program measured from inside: what it took and how much memory it held at most. */
export interface Measurement {
  readonly seconds: number;
  /** Seconds of all threads together: other programs on the machine change them little. */
  readonly cpuSeconds: number;
  readonly peakMemoryMb: number;
  /** Further figures that the program itself names. */
  readonly figures: Readonly<Record<string, number>>;
}

/** Runs a compiled script as its own process; its last line of output is a Measurement as JSON. */
export function measureChild(script: string, args: readonly string[]): Measurement {
  const child = spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = child.stdout.trim().split('\n').at(-1) ?? '';
  if (child.status !== 0) throw new Error(`${script} failed with ${child.status}`);
  return JSON.parse(line) as Measurement;
}

/** Prints this process's own measurement as the last line. */
export function reportMeasurement(startedMs: number, figures: Measurement['figures'] = {}): void {
  // maxRSS is in kibibytes on Linux and macOS alike in Node.
  const { user, system } = process.cpuUsage();
  const measurement: Measurement = {
    seconds: Math.round(performance.now() - startedMs) / 1000,
    cpuSeconds: Math.round((user + system) / 1000) / 1000,
    peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
    figures,
  };
  console.log(JSON.stringify(measurement));
}
