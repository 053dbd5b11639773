/** The in-host suite, bundled once for all windows that it runs in: a vitest global setup. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export function setup(): void {
  const root = join(import.meta.dirname, '..', '..');
  execFileSync(process.execPath, [join(root, 'test/editor/suite/build.js')], { cwd: root });
}
