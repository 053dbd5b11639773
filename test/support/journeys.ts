/** Which journeys in the editor run: each is a window of its own and takes a minute and more, so `npm test` has one by turns. */
import { randomOf } from './random.ts';

const journeys = [
  'closed-session',
  'closed-window',
  'codex',
  'failed-night',
  'first-start',
  'graph',
  'human-action',
  'keyboard',
  'new-item',
  'queue',
  'related',
  'retrospective',
  'several',
  'step-mode',
  'task-file',
  'themes',
  'translated',
];

/** Their files that are left out. `JOURNEYS=all` (npm run test:journeys) leaves out none, `JOURNEYS=queue` the others. */
export function journeysLeftOut({ JOURNEYS: named, SAMPLE_SEED: seed }: NodeJS.ProcessEnv): string[] {
  if (named === 'all') return [];
  const random = randomOf(Number(seed ?? Math.floor(Math.random() * 1e9)));
  const chosen = named?.split(',') ?? [journeys[Math.floor(random() * journeys.length)]];
  return journeys.filter((name) => !chosen.includes(name)).map((name) => `test/editor/${name}.test.ts`);
}
