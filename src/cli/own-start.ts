/** How another program starts this one when it has no PATH and no shell. */
import { realpath } from 'node:fs/promises';

export interface OwnStart {
  /** Absolute path of the runtime that this process has. */
  readonly command: string;
  /** The script, and what comes before its own arguments. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Whether npx runs the script from npm's cache: a package that is nowhere installed, and may be gone by the next start. */
export function isOnlyCached({ args }: Pick<OwnStart, 'args'>): boolean {
  return args.some((path) => /[\\/]_npx[\\/]/.test(path));
}

/** Of this process. */
type Runtime = Pick<NodeJS.Process, 'execPath' | 'argv' | 'env'> & { readonly versions: NodeJS.Dict<string> };

/** The runtime of an editor is one of Node only when it is told so. */
export async function ownStart({ execPath, argv, versions, env }: Runtime = process): Promise<OwnStart> {
  const script = argv[1] ?? '';
  const isEditor = versions['electron'] !== undefined || env['ELECTRON_RUN_AS_NODE'] !== undefined;
  return {
    command: execPath,
    args: [await realpath(script).catch(() => script)],
    env: isEditor ? { ELECTRON_RUN_AS_NODE: '1' } : {},
  };
}
