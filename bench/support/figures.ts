/** Middle value; of an even number of them, the upper one. */
export function median(values: number[]): number {
  return percentile(values, 50);
}

/** Nearest-rank percentile. */
export function percentile(values: number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.min(sorted.length - 1, Math.floor((percent / 100) * sorted.length));
  return sorted[rank] ?? Number.NaN;
}

/** CPU time of this process in microseconds while `work` runs, with what it resolves to. */
export async function cpuMicroseconds<T>(work: () => Promise<T>): Promise<{ cpu: number; result: T }> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { cpu: user + system, result };
}

/** A line of name, figure and unit, with the goal it is held against. */
export function report(name: string, figure: number, unit: string, goal?: string): void {
  const rounded = figure >= 100 ? figure.toFixed(0) : figure.toFixed(2);
  console.log(
    `${name.padEnd(58)} ${rounded.padStart(9)} ${unit.padEnd(8)}${goal === undefined ? "" : ` goal ${goal}`}`,
  );
}
