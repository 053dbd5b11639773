/** How many tokens a criterion and a run may use: what counts, when it is too much, and what is said then. Pure. */
import type { TokenCount } from '../../codex/telemetry.ts';
import type { Settings } from '../settings.ts';

export type TokenLimits = Pick<Settings, 'tokensPerCriterion' | 'tokensPerTask'>;

/**
 * Input and output together, cached input included: the figures of the result. A provider bills cached input at a
 * lower price, so that a limit is never exceeded however it bills.
 */
export function totalOf({ input, output }: TokenCount): number {
  return input + output;
}

/** Whether tokens have to be counted while Codex works. */
export function isLimited({ tokensPerCriterion, tokensPerTask }: TokenLimits): boolean {
  return tokensPerCriterion > 0 || tokensPerTask > 0;
}

/** Why a criterion may use no more; undefined while it may. @param used by all its tries in this run */
export function criterionOverrun({ tokensPerCriterion: limit }: TokenLimits, used: TokenCount): string | undefined {
  if (limit === 0 || totalOf(used) < limit) return undefined;
  return `It used ${figures(used)}; the limit for one criterion is ${number(limit)} (tokensPerCriterion).`;
}

/** Why no further criterion or try may begin; undefined while one may. @param used by the whole run */
export function taskOverrun({ tokensPerTask: limit }: TokenLimits, used: TokenCount): string | undefined {
  if (limit === 0 || totalOf(used) < limit) return undefined;
  return `This run used ${figures(used)}; the limit for one task is ${number(limit)} (tokensPerTask).`;
}

/** What was used since. */
export function tokensSince(now: TokenCount, before: TokenCount): TokenCount {
  return { input: now.input - before.input, output: now.output - before.output };
}

/** The larger of two counts of the same work: Codex's own lacks turns that did not end, its telemetry what came too late. */
export function largerCount(one: TokenCount, other: TokenCount): TokenCount {
  return { input: Math.max(one.input, other.input), output: Math.max(one.output, other.output) };
}

/** `1,234 tokens (1,200 in, 34 out)`. */
function figures(used: TokenCount): string {
  return `${number(totalOf(used))} tokens (${number(used.input)} in, ${number(used.output)} out)`;
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
