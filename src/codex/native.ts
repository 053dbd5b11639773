/**
 * The program behind npm's launcher. The launcher is a Node script that looks for it at every start; without it a start is
 * faster, needs no `node` on PATH (an editor started from a desktop often has none), and works on Windows, where the
 * launcher is a batch file that nothing may be started as.
 */
import { readdir, readFile, realpath } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { isExecutable } from './executable.ts';

/** The launcher as a folder of npm packages has it. */
const launcherPath = ['@openai', 'codex', 'bin', 'codex.js'];
/** What the folder of a platform says of itself. */
const layoutSchema = z.object({ layoutVersion: z.literal(1), entrypoint: z.string() });

/**
 * The native program that the launcher would start; the file itself where it is no launcher of npm's, or one of a
 * layout that is not known.
 * @param file an executable file, as it was found
 */
export async function behindLauncher(file: string): Promise<string> {
  const launcher = await launcherOf(file);
  if (launcher === undefined) return file;
  try {
    const manifest = createRequire(launcher).resolve(`@openai/codex-${process.platform}-${process.arch}/package.json`);
    const vendor = join(dirname(manifest), 'vendor');
    const [target, ...others] = await readdir(vendor);
    if (target === undefined || others.length > 0) return file;
    const layout = JSON.parse(await readFile(join(vendor, target, 'codex-package.json'), 'utf8'));
    const native = join(vendor, target, layoutSchema.parse(layout).entrypoint);
    return (await isExecutable(native)) ? native : file;
  } catch {
    return file; // the launcher says what is missing
  }
}

/** The script: behind a link, or where the batch files of Windows expect it, in the folder beside them. */
async function launcherOf(file: string): Promise<string | undefined> {
  for (const candidate of [file, join(dirname(file), 'node_modules', ...launcherPath)]) {
    const real = await realpath(candidate).catch(() => undefined);
    if (real?.endsWith(join(...launcherPath))) return real;
  }
  return undefined;
}
