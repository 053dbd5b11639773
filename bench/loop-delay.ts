/** Loaded before a program with --import: writes its longest event-loop delay and its peak memory to BENCH_FIGURES as it ends. */
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const delays = monitorEventLoopDelay({ resolution: 1 });
// What starting the program takes is no delay of anything yet.
setImmediate(() => delays.enable());
process.on('exit', () => {
  const figures = { delay: delays.max / 1e6, memory: process.resourceUsage().maxRSS / 1024 };
  writeFileSync(process.env['BENCH_FIGURES'] ?? '', JSON.stringify(figures));
});
