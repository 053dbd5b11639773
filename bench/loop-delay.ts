/**
 * Loaded before a program with --import: writes its longest event-loop delay, what the longest turn of its loop took of
 * the processor, and its peak memory to BENCH_FIGURES as it ends. The second is what the program itself is to blame for:
 * on a machine with other work the first counts that, too.
 */
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const delays = monitorEventLoopDelay({ resolution: 1 });
let longest = 0;
let before = 0;

/** Node has it since 23.9, its types not yet. */
const { threadCpuUsage } = process as unknown as { readonly threadCpuUsage: NodeJS.Process['cpuUsage'] };

function processorMs(): number {
  const { user, system } = threadCpuUsage();
  return (user + system) / 1000;
}

// What starting the program takes is no delay of anything yet.
setImmediate(() => {
  delays.enable();
  before = processorMs();
  const beat = () => {
    const now = processorMs();
    longest = Math.max(longest, now - before);
    before = now;
  };
  setInterval(beat, 1).unref();
});
process.on('exit', () => {
  const memory = process.resourceUsage().maxRSS / 1024;
  const figures = { delay: delays.max / 1e6, turn: longest, memory };
  writeFileSync(process.env['BENCH_FIGURES'] ?? '', JSON.stringify(figures));
});
