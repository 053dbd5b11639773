/** How many root causes there are, for the first line of a report. Pure. */
import type { Cause } from './cause.ts';

/** `2 root causes, and 1 external`; empty for none. */
export function causesText(causes: readonly Pick<Cause, 'scope'>[]): string {
  const own = causes.filter(({ scope }) => scope === 'task').length;
  const external = causes.length - own;
  const word = (count: number) => `${count} root cause${count === 1 ? '' : 's'}`;
  if (own === 0) return external === 0 ? '' : `${word(external)}, external`;
  return `${word(own)}${external === 0 ? '' : `, and ${external} external`}`;
}
