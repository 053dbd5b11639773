/** A CODEX_HOME of the test's own: no login, no configuration, not below the system's temporary folder (Codex warns there). */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface CodexHome {
  readonly path: string;
  remove(): void;
}

export function temporaryCodexHome(): CodexHome {
  const parent = fileURLToPath(new URL('../../.vscode-test/codex-homes/', import.meta.url));
  mkdirSync(parent, { recursive: true });
  const path = mkdtempSync(join(parent, 'home-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) };
}

/** The Codex CLI that this project pins for its tests. */
export const codexBinary = fileURLToPath(new URL('../../node_modules/.bin/codex', import.meta.url));
