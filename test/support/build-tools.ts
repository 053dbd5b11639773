/** Which of kustomize and kubectl the engine finds on PATH. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const names = ['kustomize', 'kubectl'];

/** Sets PATH and returns how to set it back. `none`: all but both; `stand-in`: a kustomize of our own before all others. */
export function withBuildTool(which: 'none' | 'stand-in'): () => void {
  const before = process.env['PATH'] ?? '';
  const folder = mkdtempSync(join(tmpdir(), 'agent-toolkit-test-'));
  process.env['PATH'] = which === 'none' ? shadowed(before, folder) : [standIn(folder), before].join(delimiter);
  return () => {
    process.env['PATH'] = before;
    rmSync(folder, { recursive: true, force: true });
  };
}

function standIn(folder: string): string {
  const program = join(import.meta.dirname, 'stand-in-kustomize.ts');
  const file = join(folder, 'kustomize');
  writeFileSync(
    file,
    `#!/bin/sh\nexec ${JSON.stringify(process.execPath)} --no-warnings ${JSON.stringify(program)} "$@"\n`,
  );
  chmodSync(file, 0o755);
  return folder;
}

/** Folders of PATH that hold one of the tools are replaced by ones with links to all else in them. */
function shadowed(path: string, folder: string): string {
  const folders = path.split(delimiter).map((original, index) => {
    if (!names.some((name) => existsSync(join(original, name)))) return original;
    const shadow = join(folder, String(index));
    mkdirSync(shadow);
    for (const name of readdirSync(original)) {
      if (!names.includes(name)) symlinkSync(join(original, name), join(shadow, name));
    }
    return shadow;
  });
  return folders.join(delimiter);
}
