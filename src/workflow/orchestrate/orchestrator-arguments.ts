/** How Codex is started to orchestrate: all by flags and `-c`, no file of the user's is touched. Pure. */
import { environmentPolicy } from '../../codex/environment-policy.ts';
import { entrySetting, type ServerEntry } from '../../codex/server-section/server-entry.ts';
import type { Settings } from '../../tools/settings.ts';

export interface OrchestratorStart {
  readonly root: string;
  /** Git's folders of the repository: archiving is a commit that Codex makes itself. */
  readonly gitFolders: readonly string[];
  readonly server: ServerEntry;
  readonly settings: Pick<Settings, 'codexConfig' | 'model' | 'profile' | 'network' | 'passEnvironment'>;
  /** Makes Codex leave out what the project configures. */
  readonly untrusted: string;
  /** Environment of Codex itself. */
  readonly env: NodeJS.ProcessEnv;
  /** What its commands get besides what every command needs. */
  readonly commandEnv: Readonly<Record<string, string>>;
}

/** In a terminal, where a person looks on. Nothing is asked: what the sandbox refuses is refused. */
export function terminalArguments(start: OrchestratorStart, prompt: string): string[] {
  return ['--ask-for-approval=never', ...sharedArguments(start), '--', prompt];
}

/** Without one; the prompt is standard input. */
export function headlessArguments(start: OrchestratorStart): string[] {
  return ['exec', '--json', '--ephemeral', '--color=never', ...sharedArguments(start), '-'];
}

/** Ours come last, so that nothing before them can loosen them. */
function sharedArguments(start: OrchestratorStart): string[] {
  const { root, gitFolders, server, settings, untrusted, env, commandEnv } = start;
  const { codexConfig, model, profile, network, passEnvironment: passedEnv } = settings;
  const config = [
    ...codexConfig,
    untrusted,
    `sandbox_workspace_write.network_access=${network}`,
    ...environmentPolicy({ env, commandEnv, passedEnv }),
    entrySetting(server),
  ];
  return [
    '--sandbox=workspace-write',
    `--cd=${root}`,
    ...gitFolders.map((folder) => `--add-dir=${folder}`),
    ...(model === undefined ? [] : [`--model=${model}`]),
    ...(profile === undefined ? [] : [`--profile=${profile}`]),
    ...config.flatMap((entry) => ['-c', entry]),
  ];
}
