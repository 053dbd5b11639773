import { gitClient } from './client.ts';

/** The paths that git's rules leave out, of files that may not be there yet. Below the root, without characters that git quotes. */
export async function ignoredPaths({ root }: { readonly root: string }, paths: readonly string[]): Promise<string[]> {
  // It takes no literal paths, and exits with 1 when none is ignored.
  const git = gitClient(root, { env: { GIT_LITERAL_PATHSPECS: '0' } });
  const output = await git.raw(['check-ignore', '--', ...paths]).catch(() => '');
  return output.split('\n').filter((path) => path !== '');
}
