/** What of Flux has not taken what was pushed. */
import { expect, test } from 'vitest';
import { fluxFindings } from '../../../../src/cluster/flux/flux-outcome.ts';
import type { FluxJudgement } from '../../../../src/cluster/flux/judge-flux.ts';
import { failed, type Health, healthy, progressing } from '../../../../src/cluster/health/health.ts';

const proof = { commit: 'a'.repeat(40), remoteUrls: [], branch: 'main', paths: [], holds: async () => 'yes' as const };

test.each<[string, Health, Partial<FluxJudgement>, boolean]>([
  ['does not build at it', failed('BuildFailed', 'x'), { proof }, true],
  ['is at an older one', progressing('OldRevision', 'x'), { proof }, true],
  ['has applied it, and waits for the health of what it applied', failed('HealthCheckFailed', 'x'), { proof }, false],
  ['waited at an older one', failed('HealthCheckFailed', 'x'), { proof, isOfPush: false }, true],
  ['has it', healthy('x'), { proof }, false],
  ['has nothing to show', failed('BuildFailed', 'x'), {}, false],
])('a Kustomization that %s', (_name, health, more, isAwaited) => {
  const ref = { kind: 'Kustomization', namespace: 'flux-system', name: 'apps' };
  const object = { kind: ref.kind, metadata: { namespace: ref.namespace, name: ref.name } };
  const rest = {
    role: 'scope',
    proof: undefined,
    isBystander: false,
    evidence: '',
    isOfPush: true,
    behind: undefined,
  } as const;
  const judgements = [{ ref, object, health, ...rest, ...more }];
  const selection = { selected: [], missing: [], doubts: [] };
  const seen = { judgements, selection, durationMs: 0, notes: [], lost: undefined };
  const { awaited } = fluxFindings({ seen, served: new Map(), forbidden: [] });
  expect(awaited).toEqual(isAwaited ? ['Kustomization flux-system/apps'] : []);
});
