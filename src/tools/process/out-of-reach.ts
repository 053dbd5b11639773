/** What a verification could not reach, for the sentence that says what a run waits for. Pure. */
import type { Failure } from '../../cluster/verification.ts';

/** Undefined when nothing of the failures is out of reach. */
export function outOfReach(failures: readonly Pick<Failure, 'check' | 'object' | 'reason'>[]): string | undefined {
  const down = failures.find(({ reason }) => reason === 'unreachable' || reason === 'timeout');
  if (down === undefined) return undefined;
  if (down.check === 'Registry') return `the registry ${down.object}`;
  return down.check === 'Image' ? `the registry of ${down.object}` : 'the API server of the cluster';
}
