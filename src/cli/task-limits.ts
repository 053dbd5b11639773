import type { ToolInput } from '../tools/contract.ts';
import type { CliFlags } from './cli-options.ts';

/** How many criteria of a task a run works on, and how long on each, where the flags say so. */
export function limitsOfTask({
  maxIterations,
  timeoutPerSection,
}: CliFlags): Pick<ToolInput<'process_bug'>, 'max_iterations' | 'timeout_per_section'> {
  return {
    ...(typeof maxIterations === 'number' ? { max_iterations: maxIterations } : {}),
    ...(typeof timeoutPerSection === 'number' ? { timeout_per_section: timeoutPerSection } : {}),
  };
}
