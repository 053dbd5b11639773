/** Entry of the in-host suite: the editor calls `run` in its extension host, with a folder open. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import { workspace } from 'vscode';

/** Runs all suites. @throws Error that names each test that failed */
export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  // The window's console gets the parts of a line one by one and does not put them together.
  Mocha.reporters.Base.consoleLog = (...parts: unknown[]) => console.log(format(...parts));
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 30_000 });
  const { name, folder } = openWindow();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.suite.cjs'))) {
    mocha.addFile(join(folder, file));
  }
  await mocha.loadFilesAsync();
  const failures: string[] = [];
  await new Promise<void>((resolve) => {
    mocha
      .run(() => resolve())
      .on('fail', (test, error: unknown) => {
        failures.push(
          `${test.fullTitle()}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        );
      });
  });
  if (failures.length > 0)
    throw new Error(`${failures.length} tests failed in the window with ${name}:\n${failures.join('\n')}`);
}

/** What is open, and where its suites are: those of one folder run in Restricted Mode, too. */
function openWindow(): { readonly name: string; readonly folder: string } {
  if (workspace.workspaceFolders === undefined) return { name: 'no folder', folder: join(__dirname, 'no-folder') };
  if (workspace.workspaceFile !== undefined) {
    return { name: 'several folders', folder: join(__dirname, 'several-folders') };
  }
  return { name: workspace.isTrusted ? 'a folder' : 'a folder that is not trusted', folder: __dirname };
}
