/** Builds kustomizations with the user's own kustomize or kubectl, in Codex's sandbox, since they may fetch what a file names. */
import { randomUUID } from 'node:crypto';
import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { redact } from '../../../codex/redact.ts';
import { runSandboxed, type SandboxedCommand } from '../../../codex/sandboxed.ts';

export interface BuildTool {
  readonly binary: string;
  /** What of it builds a folder: `kustomize build`, `kubectl kustomize`. */
  readonly verb: 'build' | 'kustomize';
}

/** Whether a kustomization may name files above its folder: Flux allows it within the repository. */
export type LoadRestrictor = 'LoadRestrictionsNone' | 'LoadRestrictionsRootOnly';

/** The first of both on PATH; undefined where neither is there. */
export async function findBuildTool(env: NodeJS.ProcessEnv): Promise<BuildTool | undefined> {
  const candidates = [
    ['kustomize', 'build'],
    ['kubectl', 'kustomize'],
  ] as const;
  for (const [name, verb] of candidates) {
    for (const folder of (env['PATH'] ?? '').split(delimiter)) {
      const binary = join(folder || '.', name);
      if (await isExecutable(binary)) return { binary, verb };
    }
  }
  return undefined;
}

function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** How one build ended. */
export type BuildResult =
  | { readonly ending: 'built'; readonly output: string }
  /** `error`: what the tool said, on one line. */
  | { readonly ending: 'failed'; readonly error: string }
  | { readonly ending: 'unfinished' };

/** Each folder after the other: output, then a line with the mark and the exit code, then what it said beside. */
const script = `
mark=$1 tool=$2 verb=$3 restrictor=$4
shift 4
exec 3>&1
for folder do
  said=$("$tool" "$verb" "$folder" --load-restrictor="$restrictor" 2>&1 >&3)
  code=$?
  printf '\\n%s %s\\n%s\\n%s\\n' "$mark" "$code" "$said" "$mark"
done
`;

/** Characters of all output that are kept. */
const outputLimit = 64_000_000;

/**
 * Builds the folders below the working directory, one after the other, within the time of all of them.
 * @returns one result each, in order @throws the signal's reason
 */
export async function runBuilds(
  tool: BuildTool,
  folders: readonly string[],
  restrictor: LoadRestrictor,
  request: Omit<SandboxedCommand, 'command' | 'onLine'>,
): Promise<BuildResult[]> {
  const mark = randomUUID();
  const lines: string[] = [];
  let length = 0;
  await runSandboxed({
    ...request,
    command: ['/bin/sh', '-c', script, 'sh', mark, tool.binary, tool.verb, restrictor, ...folders],
    onLine: (line) => {
      length += line.length;
      if (length <= outputLimit) lines.push(line);
    },
  });
  const results = readBuilds(lines, mark, request.cwd);
  return folders.map((_, index) => results[index] ?? { ending: 'unfinished' });
}

/** The tool's words without what differs from run to run: the folder, and the head of a line of klog (time, process). */
function errorIn(said: readonly string[], folder: string): string {
  const words = said.map((line) => {
    const [, quoted] = /^[EF]\d{4} [\d:.]+ +\d+ [\w.]+:\d+\] "command failed" err=(".*")$/.exec(line) ?? [];
    return quoted === undefined ? line : unquoted(quoted);
  });
  return redact(words.join(' ').replaceAll(`${folder}/`, ''))
    .replace(/\s+/g, ' ')
    .trim();
}

/** Go's quoted texts are JSON's, but for letters that are none. */
function unquoted(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}

/** Reads what the script printed. Pure. @param folder is left out of errors, so that those of two places can be compared */
export function readBuilds(lines: readonly string[], mark: string, folder: string): BuildResult[] {
  const results: BuildResult[] = [];
  let output: string[] = [];
  let said: string[] | undefined;
  let exitCode = '';
  for (const line of lines) {
    if (said === undefined && line.startsWith(`${mark} `)) {
      exitCode = line.slice(mark.length + 1);
      said = [];
    } else if (said !== undefined && line === mark) {
      const error = errorIn(said, folder);
      const isBuilt = exitCode === '0';
      results.push(
        isBuilt ? { ending: 'built', output: output.join('\n') } : { ending: 'failed', error: error.slice(0, 1000) },
      );
      output = [];
      said = undefined;
    } else (said ?? output).push(line);
  }
  return results;
}
