/** How long work takes, as processor time of this process: a busy machine makes it wait, and that is not counted. */

/** @param start of `process.cpuUsage()` @returns milliseconds since then */
export function cpuMsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
