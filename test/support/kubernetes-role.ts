/** What a role allows, as the API server's RBAC decides: https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
import type { ApiRequest } from './kubernetes-api.ts';
import { type Kind, servedKinds } from './kubernetes-kinds.ts';
import { targetOf } from './kubernetes-resources.ts';
import { type Answer, failure } from './kubernetes-status.ts';

export interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** One thing that was asked for. */
export interface Asked {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly namespace: string | undefined;
}

/** What a request asks for; undefined for paths of no resource, which everybody who is known may read (system:discovery). */
export function askedFor(request: ApiRequest, kinds: readonly Kind[] = servedKinds): Asked | undefined {
  const target = targetOf(request.path, kinds);
  if (target === undefined) return undefined;
  const { kind, namespace, name, subresource } = target;
  const reading = name !== undefined ? 'get' : request.query.get('watch') === 'true' ? 'watch' : 'list';
  const verbs: Readonly<Record<string, string>> = { POST: 'create', PUT: 'update', PATCH: 'patch', DELETE: 'delete' };
  return {
    verb: verbs[request.method] ?? reading,
    group: kind.apiVersion.includes('/') ? (kind.apiVersion.split('/')[0] ?? '') : '',
    resource: subresource === undefined ? kind.plural : `${kind.plural}/${subresource}`,
    namespace,
  };
}

/** Whether one of the rules allows it, wherever it is. */
export function isAllowed(rules: readonly PolicyRule[], { verb, group, resource }: Asked): boolean {
  const has = (list: readonly string[], value: string) => list.includes(value) || list.includes('*');
  return rules.some((rule) => has(rule.apiGroups, group) && has(rule.resources, resource) && has(rule.verbs, verb));
}

/** Refuses, for `intercept`, what `allows` does not, in the words of the real server. */
export function roleGuard(
  allows: (asked: Asked) => boolean,
  kinds: readonly Kind[] = servedKinds,
): (request: ApiRequest) => Answer | undefined {
  return (request) => {
    const asked = askedFor(request, kinds);
    if (asked === undefined || allows(asked)) return undefined;
    const { verb, group, resource, namespace } = asked;
    const called = group === '' ? resource : `${resource}.${group}`;
    const where = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`;
    const cannot = `User "test" cannot ${verb} resource "${resource}" in API group "${group}" ${where}`;
    return failure(403, `${called} is forbidden: ${cannot}`);
  };
}
