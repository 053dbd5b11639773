/** `npm run test:desktop`: the in-host suite in desktop VS Code, which @vscode/test-electron downloads. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { startDemo } from '../../demo/demo.ts';

const root = join(import.meta.dirname, '..', '..');

execFileSync(process.execPath, [join(root, 'test/editor/suite/build.js')], { cwd: root, stdio: 'inherit' });
const demo = await startDemo({ replyMs: 0, startMs: 200 });
try {
  for (const trust of [true, false]) {
    console.log(`\nIn a ${trust ? 'trusted' : 'restricted'} folder`);
    const folders = [`--user-data-dir=${demo.userDataDir}`, `--extensions-dir=${demo.extensionsDir}`];
    const quiet = ['--skip-welcome', '--skip-release-notes', '--disable-updates', '--disable-extensions'];
    await runTests({
      extensionDevelopmentPath: root,
      extensionTestsPath: join(root, '.vscode-test', 'suite', 'index.cjs'),
      extensionTestsEnv: { ...demo.env },
      launchArgs: [demo.repository, ...folders, ...quiet, ...(trust ? ['--disable-workspace-trust'] : [])],
    });
  }
} finally {
  await demo.close();
}
