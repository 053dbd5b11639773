/** Whether a Secret is on the cluster, and holds something under a key. No value of it leaves this file. */
import type { SecretProbe } from '../../backlog/until/probe.ts';
import type { ClusterConnection } from '../../cluster/connection.ts';
import { objectPath } from '../../cluster/resource.ts';
import { isTrue, notYet, type ProbeAnswer } from './answer.ts';

const secrets = { kind: 'Secret', apiVersion: 'v1', plural: 'secrets' } as const;

/** @throws ApiError when there is no answer; the signal's reason */
export async function probeSecret(
  { namespace, name, key }: SecretProbe,
  connection: Pick<ClusterConnection, 'get'>,
  signal: AbortSignal,
): Promise<ProbeAnswer> {
  const secret = (await connection.get(objectPath(secrets, namespace, name), signal)) as {
    readonly metadata?: { readonly deletionTimestamp?: unknown };
    readonly data?: Readonly<Record<string, string>> | null;
  };
  const what = `Secret ${namespace}/${name}`;
  if (secret.metadata?.deletionTimestamp !== undefined) return notYet(`${what} is being deleted`);
  if (key === undefined) return isTrue(`${what} exists`);
  const data = secret.data ?? {};
  if (!Object.hasOwn(data, key)) return notYet(`${what} has no key ${key}`);
  return data[key] === '' ? notYet(`${what} holds nothing under ${key}`) : isTrue(`${what} holds ${key}`);
}
