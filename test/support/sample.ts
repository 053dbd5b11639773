/** A part of the slow tests of a file: all of them take longer than anybody waits who runs `npm test`. */
import { beforeEach } from 'vitest';
import { randomOf } from './random.ts';

/**
 * Runs each test of the file with this likelihood and skips the others; called once, at the top. `SAMPLE=all` (npm run
 * test:all) runs all, `SAMPLE_SEED` repeats a choice.
 */
export function sampled(share: number): void {
  if (process.env['SAMPLE'] === 'all') return;
  const seed = Number(process.env['SAMPLE_SEED'] ?? Math.floor(Math.random() * 1e9));
  const random = randomOf(seed);
  console.log(`A sample of the tests of this file; SAMPLE_SEED=${seed}`);
  // Once for each test: a second try of one that failed must not be skipped.
  const chosen = new Map<string, boolean>();
  beforeEach(({ skip, task: { id } }) => {
    const isChosen = chosen.get(id) ?? random() < share;
    chosen.set(id, isChosen);
    if (!isChosen) skip('not in the sample');
  });
}
