import type { Settings } from '../settings.ts';

/**
 * Why the commands of a scope and the lint script are not run; undefined where they are.
 * @param areAsked whether they belong to what was asked for: a verification by itself only reads
 */
export function whyNoCommands({ trusted }: Pick<Settings, 'trusted'>, areAsked: boolean): string | undefined {
  if (!trusted) return 'this repository is not trusted to run commands';
  if (areAsked) return undefined;
  return 'commands are run at the end of process, or with --run-commands, since a verification by itself only reads';
}
