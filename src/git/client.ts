/** How git is called: the user's own git, environment and identity, and never a prompt. */
import { type SimpleGit, simpleGit } from 'simple-git';

export interface GitOptions {
  readonly signal?: AbortSignal;
  /** Variables on top of the user's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Standard input of every command of this client. */
  readonly input?: string;
  /** No hook runs, whoever wrote it: for what only the engine reads. */
  readonly hooks?: 'off';
}

/** Warnings about line endings in files that are none of our business must not fail a picture. Options of git itself. */
export const tolerant: readonly string[] = ['-c', 'core.safecrlf=false'];

/** Variables that a calling git hook sets; they would point our commands at another repository or index. */
const redirecting = new Set([
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_COMMON_DIR',
  'GIT_NAMESPACE',
  'GIT_PREFIX',
]);

/** What simple-git calls unsafe in an environment or an argument; both are ours or the user's own. */
const trustedEnvironment = {
  allowUnsafeAskPass: true,
  allowUnsafeConfigEnvCount: true,
  allowUnsafeConfigPaths: true,
  allowUnsafeDiffExternal: true,
  allowUnsafeEditor: true,
  allowUnsafeFilter: true,
  allowUnsafeExec: true,
  allowUnsafeGitProxy: true,
  allowUnsafeHooksPath: true,
  allowUnsafePager: true,
  allowUnsafeSshCommand: true,
  allowUnsafeTemplateDir: true,
};

/** The user's own environment, without what would point git elsewhere or make it ask. */
export function gitEnvironment(): Readonly<Record<string, string | undefined>> {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !redirecting.has(name)));
  return { ...inherited, GIT_TERMINAL_PROMPT: '0', GIT_LITERAL_PATHSPECS: '1' };
}

/**
 * A client for the repository at `root`. simple-git drops guarded variables (GIT_SSH_COMMAND, GIT_SSL_CAINFO,
 * EDITOR …) unless they are named; they are the user's own here, so they all pass. Paths are literal, never patterns.
 */
export function gitClient(root: string, options: GitOptions = {}): SimpleGit {
  const { signal, input } = options;
  const env = { ...gitEnvironment(), ...options.env };
  return simpleGit({
    baseDir: root,
    allowEnvironment: Object.keys(env),
    unsafe: trustedEnvironment,
    // By itself simple-git takes a failure without a word on standard error (a silent hook, a killed git) for success.
    errors: (error, { exitCode, stdOut, stdErr }) => {
      if (error !== undefined || exitCode === 0) return error;
      const words = Buffer.concat([...stdErr, ...stdOut])
        .toString('utf8')
        .trim();
      return new Error(words || `git ended with exit code ${exitCode} and without a word.`);
    },
    ...(signal === undefined ? {} : { abort: signal }),
    ...(input === undefined ? {} : { input: () => input }),
    ...(options.hooks === undefined ? {} : { config: ['core.hooksPath=/dev/null'] }),
  })
    .env(env)
    .outputHandler((_command, stdout) => {
      // simple-git waits 50 ms for output that may still come after a command that printed nothing, which most of ours
      // are. Its streams are closed then, so nothing can come; an empty piece of output says so.
      stdout.once('end', () => stdout.emit('data', Buffer.alloc(0)));
    });
}
