/** The demo's repository, simulated cluster and scripted model, with the real Codex CLI: what the tests of whole courses play on. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SimulatedCluster, startCluster } from '../../demo/cluster.ts';
import { makeOrigin, makeRepository } from '../../demo/demo-repository.ts';
import { registryImages } from '../../demo/images.ts';
import { demoScript } from '../../demo/script.ts';
import { createLocalToolbox } from '../../src/tools/local-toolbox.ts';
import { defaultSettings, type Settings } from '../../src/tools/settings.ts';
import type { Toolbox, ToolContext } from '../../src/tools/toolbox.ts';
import { codexBinary, temporaryCodexHome } from './codex-home.ts';
import { startScriptedModel } from './scripted-model.ts';

export interface DemoStage {
  readonly root: string;
  readonly cluster: SimulatedCluster;
  readonly settings: Settings;
  readonly toolbox: Toolbox;
  readonly context: ToolContext;
  /** Reports of verifications, in order. */
  readonly reports: readonly string[];
  close(): Promise<void>;
}

/** Starts it all, with the demo's own model when no other is given; the cluster follows origin, which has the demo's first commit. The environment is changed until the end. */
export async function demoStage(script = demoScript(0)): Promise<DemoStage> {
  const folder = mkdtempSync(join(tmpdir(), 'agent-toolkit-demo-'));
  const origin = join(folder, 'origin.git');
  const root = join(folder, 'shop-gitops');
  const kubeconfig = join(folder, 'kubeconfig.json');
  await makeOrigin(origin);
  const where = { origin, branch: 'main', entry: 'clusters/demo', contextName: 'demo', kubeconfig };
  const cluster = await startCluster({ ...where, images: registryImages, startMs: 100 });
  await makeRepository({ root, origin, healthUrl: cluster.healthUrl, context: 'demo' });
  const model = await startScriptedModel(script);
  const home = temporaryCodexHome();
  const environment = { ...model.env, CODEX_HOME: home.path };
  const previous = Object.keys(environment).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, environment);
  const engine = { codexPath: codexBinary, codexConfig: model.codexConfig, kubeconfig, waitMinutes: 0 };
  const settings: Settings = { ...defaultSettings, ...engine };
  const reports: string[] = [];
  const context: ToolContext = {
    signal: new AbortController().signal,
    progress: () => {},
    log: (channel, _level, text) => channel === 'verification' && reports.push(text),
  };
  return {
    ...{ root, cluster, settings, toolbox: createLocalToolbox(settings), context, reports },
    async close() {
      for (const [name, value] of previous) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
      await Promise.all([model.close(), cluster.close()]);
      home.remove();
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
