import { sandboxTerms } from '../tools/sandbox-terms.ts';
import { printable, wrap } from './printable.ts';
import type { Style } from './style.ts';

/** What Codex may do on this machine, as wide as the terminal. */
export function sandboxLines(network: boolean, repoPath: string, { width }: Style): string {
  return wrap(printable(sandboxTerms(network, repoPath, '--no-network')), width).join('\n');
}
