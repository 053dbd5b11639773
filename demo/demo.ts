/** One demo: a fresh repository, and what stands behind it; with the scripted model and the simulated cluster, or with the user's own. */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { printable } from '../src/cli/printable.ts';
import { editorCache } from '../test/support/code-server-install.ts';
import { codexBinary } from '../test/support/codex-home.ts';
import { isRunning } from '../test/support/running.ts';
import { startScriptedModel } from '../test/support/scripted-model.ts';
import { startCluster } from './cluster.ts';
import { makeOrigin, makeRepository } from './demo-repository.ts';
import { registryImages } from './images.ts';
import type { RealCluster } from './real-cluster.ts';
import { demoScript } from './script.ts';
import { writeScriptedCatalog } from './scripted-catalog.ts';

export interface Demo {
  /** Holds all of it; removed by the next demo that starts after this one has ended. */
  readonly folder: string;
  readonly repository: string;
  readonly origin: string;
  readonly userDataDir: string;
  readonly extensionsDir: string;
  /** What the agent, the cluster and the replies really are; one line each, for people. */
  readonly facts: readonly string[];
  /** Settings of the editor. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The same for the command line. */
  readonly flags: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export interface Pace {
  /** Pause before each reply of the model; milliseconds. */
  readonly replyMs: number;
  /** How long a container takes to be ready; milliseconds. */
  readonly startMs: number;
}

const contextName = 'demo';

/** Starts everything that is simulated. The user's Codex configuration, kubeconfig and settings are neither read nor changed. */
export async function startDemo(pace: Pace): Promise<Demo> {
  const folders = await makeFolders();
  const codexHome = join(folders.folder, 'codex');
  await mkdir(codexHome);
  const kubeconfig = join(folders.folder, 'kubeconfig.json');
  const { origin, repository } = folders;
  const model = await startScriptedModel(demoScript(pace.replyMs));
  const codexConfig = [...model.codexConfig, await writeScriptedCatalog(join(folders.folder, 'models.json'))];
  const where = { origin, branch: 'main', entry: 'clusters/demo', contextName, kubeconfig };
  const cluster = await startCluster({ ...where, images: registryImages, startMs: pace.startMs });
  await makeRepository({ root: repository, origin, healthUrl: cluster.healthUrl, context: contextName });
  // Codex reads its home from CODEX_HOME, the engine its user configuration from XDG_CONFIG_HOME.
  const env = { ...model.env, CODEX_HOME: codexHome, XDG_CONFIG_HOME: join(folders.folder, 'config') };
  return {
    ...folders,
    facts: [
      'Codex     real (from node_modules); the model behind it is scripted: every reply begins with [scripted demo]',
      `Cluster   simulated: ${cluster.api.url} serves what origin's main branch says, context "${contextName}"`,
    ],
    settings: {
      'agentToolkit.codexPath': codexBinary,
      'agentToolkit.codexConfig': codexConfig,
      'agentToolkit.kubeconfig': kubeconfig,
      'agentToolkit.environment': env,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: VS Code's own variables
      'window.title': '${rootName}${separator}${activeEditorShort}${separator}demo: scripted model, simulated cluster',
    },
    flags: [
      `--codex=${codexBinary}`,
      ...codexConfig.map((entry) => `--codex-config=${entry}`),
      `--kubeconfig=${kubeconfig}`,
    ],
    env,
    async close() {
      await Promise.all([model.close(), cluster.close()]);
    },
  };
}

/** The same repository for the user's own Codex login and, where there is one, a cluster that the user agreed to: Codex can change it. */
export async function startRealDemo(cluster: RealCluster | undefined): Promise<Demo> {
  const folders = await makeFolders();
  await makeRepository({
    root: folders.repository,
    origin: folders.origin,
    healthUrl: undefined,
    context: cluster?.context,
  });
  return {
    ...folders,
    facts: [
      'Codex     your own: `codex` on PATH with your login. Nothing is scripted, and its use is yours to pay',
      cluster === undefined
        ? 'Cluster   none: there is no kubeconfig with a current context. Codex gets no cluster, and nothing is verified'
        : `Cluster   your context "${printable(cluster.context)}" (${printable(cluster.server)}): Codex can change it. Nothing deploys the demo there: verification will say so`,
    ],
    settings: {},
    flags: [],
    env: {},
    close: () => Promise.resolve(),
  };
}

type Folders = Pick<Demo, 'folder' | 'repository' | 'origin' | 'userDataDir' | 'extensionsDir'>;

/** Not below the system's temporary folder: Codex warns of a CODEX_HOME there. */
async function makeFolders(): Promise<Folders> {
  const parent = join(editorCache(), 'demos');
  await mkdir(parent, { recursive: true });
  for (const name of await readdir(parent)) {
    const pid = Number(name.split('-')[0]);
    if (!(pid > 0 && isRunning(pid))) await rm(join(parent, name), { recursive: true, force: true });
  }
  const folder = join(parent, `${process.pid}-${Date.now()}`);
  const origin = join(folder, 'origin.git');
  await mkdir(folder);
  await makeOrigin(origin);
  return {
    folder,
    origin,
    repository: join(folder, 'shop-gitops'),
    userDataDir: join(folder, 'editor'),
    extensionsDir: join(folder, 'extensions'),
  };
}
