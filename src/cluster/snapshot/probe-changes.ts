/** What is another of health URLs and images between two snapshots. Pure. */
import { imageCheck } from '../registry/image-verdict.ts';
import type { Change } from './change.ts';
import { probeKey, probeText } from './probes.ts';
import type { Probe } from './snapshot.ts';

/** Of what could not be looked at, nobody knows whether it changed. */
export function probeChanges(before: readonly Probe[], after: readonly Probe[]): Change[] {
  const then = new Map(before.map((probe) => [probeKey(probe), probe]));
  return after.flatMap((probe): Change[] => {
    const was = then.get(probeKey(probe));
    const [old, now] = [was && probeText(was), probeText(probe)];
    if (was === undefined || old === undefined || now === undefined) return [];
    const { check, object } = probe;
    if (old !== now) return [{ object, what: 'health', before: old, after: now }];
    const isPushedAnew = check === imageCheck && was.actual !== probe.actual;
    return isPushedAnew ? [{ object, what: 'images', before: shortDigest(was), after: shortDigest(probe) }] : [];
  });
}

function shortDigest({ actual }: Probe): string {
  return actual.slice(0, 19);
}
