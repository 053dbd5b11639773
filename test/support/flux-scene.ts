/** A deployment task, an origin that Flux follows, and a cluster on which `web` runs: what process_bug pushes to. */
import { join } from 'node:path';
import { type FluxPlay, type PlayedFlux, playFlux } from './flux-controller.ts';
import { fluxControllers, gitRepository, kustomization } from './flux-objects.ts';
import { type KubernetesApi, startKubernetesApi } from './kubernetes-api.ts';
import { deployment } from './kubernetes-objects.ts';
import { cleanUps, type Stage, stage, taskText, three, threeDone } from './process-stage.ts';
import type { Script } from './scripted-model.ts';

export interface FluxScene {
  readonly at: Stage;
  readonly api: KubernetesApi;
  readonly flux: PlayedFlux;
  /** The commit of main at the origin. */
  remote(): string;
}

export interface FluxSceneOptions {
  /** `verify:` of the task. */
  readonly verify?: string;
  readonly criteria?: readonly string[];
  readonly script?: Script;
  /** What becomes of an attempt of Flux, where it is not the usual success. */
  readonly outcome?: FluxPlay['outcome'];
}

/** @param follows whether Flux fetches what is pushed */
export async function fluxScene(follows: boolean, options: FluxSceneOptions = {}): Promise<FluxScene> {
  const { verify = '{ namespaces: [shop] }', criteria = three, script = threeDone, outcome } = options;
  const text = taskText(criteria, [`verify: ${verify}`]).replace('[configuration]', '[deployment]');
  const prepared = await stage(script, text, { origin: true });
  const { on } = prepared;
  const api = await startKubernetesApi();
  cleanUps.push(api.close);
  const kubeconfig = join(on.root, '.git/kubeconfig');
  await api.kubeconfig('staging', kubeconfig);
  const remote = () => on.git('ls-remote', 'origin', 'refs/heads/main').split('\t')[0] ?? '';
  const first = `main@sha1:${remote()}`;
  for (const object of fluxControllers()) api.put(object);
  api.put(deployment('shop/web'));
  api.put(gitRepository('flux-system/shop', first, { spec: { url: `file://${on.origin}` } }));
  api.put(kustomization('flux-system/apps', first, ['shop_web_apps_Deployment'], { spec: { path: './' } }));
  const revision = () => (follows ? `main@sha1:${remote()}` : first);
  const flux = playFlux(api, { revision, ...(outcome === undefined ? {} : { outcome }) });
  const at = { ...prepared, settings: { ...prepared.settings, kubeconfig, context: 'staging' } };
  return { at, api, flux, remote };
}
