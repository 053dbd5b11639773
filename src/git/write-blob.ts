import { gitClient } from './client.ts';
import type { Repository } from './repository.ts';

/** Keeps a text as an object, exactly as it is. @returns its id */
export async function writeBlob({ root }: Repository, text: string): Promise<string> {
  const hash = ['hash-object', '-w', '--no-filters', '--stdin'];
  return (await gitClient(root, { input: text }).raw(hash)).trim();
}
