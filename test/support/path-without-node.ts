/** The machine's programs without any Node, as on the PATH of an editor that was started from a desktop. */
import { readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Fills the folder, which becomes a PATH of its own, with links. */
export function linkAllButNode(folder: string): void {
  const linked = new Set<string>();
  for (const programs of ['/usr/local/bin', '/usr/bin', '/bin']) {
    for (const name of readdirSync(programs)) {
      if (linked.has(name) || /^(node|npm|npx|corepack|codex)/.test(name)) continue;
      symlinkSync(join(programs, name), join(folder, name));
      linked.add(name);
    }
  }
}
