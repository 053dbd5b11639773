/** Extensions of the benchmark itself: one that does nothing, one that lists names, and one that tells of its host. */
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Each starts on a repository with tasks, as the extension does, but for the probe, which has to be there before. */
const extensions = {
  nothing: { activationEvents: ['workspaceContains:tasks/active'] },
  names: {
    activationEvents: ['workspaceContains:tasks/active'],
    contributes: {
      viewsContainers: { activitybar: [{ id: 'bench', title: 'Names', icon: '$(list-tree)' }] },
      views: { bench: [{ id: 'bench.names', name: 'Names' }] },
    },
  },
  probe: { activationEvents: ['*'] },
} as const;

export type BenchExtension = keyof typeof extensions;

/** Puts extensions where code-server looks for them. @param place its folder of extensions */
export async function addExtensions(place: string, names: readonly BenchExtension[]): Promise<void> {
  for (const name of names) {
    const folder = join(place, `bench.${name}-1.0.0`);
    await mkdir(folder, { recursive: true });
    const about = { name, publisher: 'bench', version: '1.0.0', engines: { vscode: '^1.101.0' }, main: './main.cjs' };
    await writeFile(join(folder, 'package.json'), JSON.stringify({ ...about, ...extensions[name] }));
    await copyFile(join(import.meta.dirname, `${name}.cjs`), join(folder, 'main.cjs'));
  }
}
