/** The addresses of the simulated cluster beside its API: health of the apps, and the webhook that origin calls after a push. */
import { once } from 'node:events';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { controllerOf } from '../src/cluster/kube-object.ts';
import type { KubernetesApi } from '../test/support/kubernetes-api.ts';
import { isReady } from './rollout.ts';

export const hookPath = '/hook/git';

export interface AppServer {
  readonly url: string;
  close(): Promise<void>;
}

/** @param onPush awaited before the hook is answered */
export async function startAppServer(api: KubernetesApi, onPush: () => Promise<void>): Promise<AppServer> {
  const server = createServer((request, response) => {
    const answer = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
      response.end(JSON.stringify(body));
    };
    if (request.url === hookPath) {
      onPush().then(
        () => answer(200, { status: 'reconciled' }),
        (error: unknown) => answer(500, { status: String(error) }),
      );
      return;
    }
    const app = /^\/([\w-]+)\/healthz$/.exec(request.url ?? '')?.[1];
    if (app === undefined) return answer(404, { status: 'no such path' });
    const image = servingImage(api, app);
    if (image === undefined) answer(503, { app, status: 'no ready replica' });
    else answer(200, { app, status: 'ok', image });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** Image of a ready pod of the Deployment; undefined when there is none. */
function servingImage(api: KubernetesApi, deployment: string): string | undefined {
  const pods = api.list('Pod').filter((pod) => controllerOf(pod)?.name?.startsWith(`${deployment}-`) && isReady(pod));
  return (pods[0]?.spec as { containers?: { image?: string }[] } | undefined)?.containers?.[0]?.image;
}

/**
 * Has the bare repository call the address after a push, as a Flux Receiver is called. The push ends when the cluster
 * has seen it, so that a verification right after it never looks at the state before.
 */
export async function announcePushes(origin: string, url: string): Promise<void> {
  const hook = join(origin, 'hooks', 'post-receive');
  await mkdir(join(origin, 'hooks'), { recursive: true });
  const script = `fetch(${JSON.stringify(url)}, { method: "POST" }).catch((error) => console.error(String(error)))`;
  await writeFile(hook, `#!/bin/sh\nexec "${process.execPath}" -e '${script}'\n`);
  await chmod(hook, 0o755);
}
