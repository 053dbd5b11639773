/** Ends of a run that was asked for a part, or told to stop: criteria are open, and that is no failure. */
import type { Run } from './run.ts';

/**
 * Nothing is left to work on.
 * @returns undefined when all criteria are done; `partial` when what is open was not asked for, with its message
 */
export function endOfSelection({ report }: Pick<Run, 'report'>): 'partial' | undefined {
  const done = report.sections_completed.length;
  const open = report.sections_remaining.length;
  if (open === 0) return undefined;
  const said = `${done} ${done === 1 ? 'criterion' : 'criteria'} done as asked`;
  report.message = `${said}; ${open} ${open === 1 ? 'is' : 'are'} open, and nothing was verified.`;
  return 'partial';
}

/** The person who looks on said stop. @param shown the command that shows what the last criterion had changed */
export function stoppedByPerson({ report }: Pick<Run, 'report'>, shown: string | undefined): 'partial' {
  const open = report.sections_remaining.length;
  const left =
    open === 0 ? 'All criteria are done, and nothing was verified.' : `${open} ${open === 1 ? 'is' : 'are'} open.`;
  const kept = shown === undefined ? '' : ` What the last one had changed is kept: ${shown}`;
  report.message = `Stopped as you said. ${left}${kept}`;
  return 'partial';
}
