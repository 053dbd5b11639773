/** The rule of CustomResourceDefinition. Sources: apiextensions.k8s.io/v1 API reference, kstatus. */
import { conditionOf, isTrue, type KubeObject } from '../kube-object.ts';
import { beforeKind } from './any-kind.ts';
import { failed, type Health, healthy, progressing } from './health.ts';

/** Served when its names are accepted and it is established; names that another definition has are never accepted. */
export function resourceDefinitionHealth(definition: KubeObject): Health {
  const first = beforeKind(definition, false);
  if (first !== undefined) return first;
  const terminating = conditionOf(definition, 'Terminating');
  if (terminating?.status === 'True') {
    return { verdict: 'terminating', reason: 'Terminating', message: terminating.message || 'is being deleted' };
  }
  const names = conditionOf(definition, 'NamesAccepted');
  if (names?.status === 'False') return failed(names.reason || 'NamesNotAccepted', names.message || 'names conflict');
  const established = conditionOf(definition, 'Established');
  if (names?.status !== 'True' || established?.status !== 'True') {
    return progressing(established?.reason || 'NotEstablished', established?.message || 'is not served yet');
  }
  const loose = isTrue(definition, 'NonStructuralSchema');
  return healthy('is established', loose ? ['its schema is not structural'] : []);
}
