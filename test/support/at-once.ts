/** Work in steps, done without a pause. */
import type { Steps } from '../../src/cluster/turns.ts';

export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
