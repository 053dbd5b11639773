/** Entry of the in-host suite: the editor calls `run` in its extension host, with a folder open. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';

/** Runs all suites. @throws Error that names each test that failed */
export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  // The window's console gets the parts of a line one by one and does not put them together.
  Mocha.reporters.Base.consoleLog = (...parts: unknown[]) => console.log(format(...parts));
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 30_000 });
  for (const file of readdirSync(__dirname).filter((name) => name.endsWith('.suite.cjs'))) {
    mocha.addFile(join(__dirname, file));
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
  if (failures.length > 0) throw new Error(`${failures.length} tests failed:\n${failures.join('\n')}`);
}
