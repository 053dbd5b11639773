/** What Initialize Repository has made, for people. Pure. */
import { z } from 'zod';

export const initSchema = z.object({
  root: z.string(),
  made: z.array(z.string()),
  ignored: z.boolean(),
  warnings: z.array(z.string()),
});
export type Initialized = z.output<typeof initSchema>;

/** One to three sentences; a folder that is kept by a file of its own is told as a folder. */
export function initializedText({ made, ignored, warnings }: Initialized, name: string): string {
  const things = made.map((path) => path.replace(/\.gitkeep$/, ''));
  const all = [...things, ...(ignored ? ['one line of .gitignore'] : [])];
  const said = all.length === 0 ? `${name} has all of it already.` : `Made in ${name}: ${all.join(', ')}.`;
  const left = all.length === 0 ? [] : ['Nothing is committed: look at it, then commit it.'];
  return [said, ...left, ...warnings].join(' ');
}

/** The task that was made to begin with. */
export function firstTaskOf({ made }: Initialized): string | undefined {
  return made.find((path) => /^tasks\/active\/[^/]+\.md$/.test(path));
}
