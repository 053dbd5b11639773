/** The lint script of a repository, by the places where people keep one. */
import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes of a file that are looked at. */
const fileLimit = 1_000_000;

/**
 * The command of the first of: the script `lint` of package.json, the target `lint` of the Makefile, scripts/lint.sh,
 * scripts/validate.sh. Undefined where none is there; links are not followed.
 */
export async function lintCommand(root: string): Promise<string | undefined> {
  const text = (name: string) => fileText(join(root, name));
  if (hasScript(await text('package.json'))) return 'npm run --silent lint';
  for (const name of ['GNUmakefile', 'makefile', 'Makefile']) {
    const makefile = await text(name);
    // make reads the first of these alone.
    if (makefile !== undefined) {
      if (hasTarget(makefile)) return 'make --silent lint';
      break;
    }
  }
  for (const name of ['scripts/lint.sh', 'scripts/validate.sh']) {
    const script = await text(name);
    if (script !== undefined) return `${script.startsWith('#!') ? shellOf(script) : 'sh'} ${name}`;
  }
  return undefined;
}

/** The shell of its first line, which need not be executable in git; bash is the only other one that is looked for. */
function shellOf(script: string): string {
  return /^#!.*\bbash\b/.test(script) ? 'bash' : 'sh';
}

function hasScript(text: string | undefined): boolean {
  if (text === undefined) return false;
  try {
    const manifest = JSON.parse(text) as { readonly scripts?: { readonly lint?: unknown } } | null;
    return typeof manifest?.scripts?.lint === 'string';
  } catch {
    return false; // no manifest that npm would read
  }
}

/** A rule, not a variable (`lint := …`). */
function hasTarget(makefile: string): boolean {
  return /^(?:[\w.-]+[ \t]+)*lint(?:[ \t]+[\w.-]+)*[ \t]*::?(?!=)/m.test(makefile);
}

async function fileText(file: string): Promise<string | undefined> {
  try {
    const { size } = await lstat(file).then((stats) => (stats.isFile() ? stats : { size: Number.POSITIVE_INFINITY }));
    return size > fileLimit ? undefined : await readFile(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
