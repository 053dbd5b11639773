/** How the extension, the server, the command line and the supervisor are bundled: as ES modules that share chunks. */
import type { BuildOptions } from 'esbuild';
import { banner, bannerWhereUsed } from './banner.ts';
import { leanDependencies } from './lean-dependencies.ts';

/** Paths start at the repository's root. */
export const bundle = {
  entryPoints: {
    extension: 'src/editor/extension.ts',
    server: 'src/server/main.ts',
    cli: 'src/cli/main.ts',
    supervisor: 'src/codex/supervisor.ts',
  },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  external: ['vscode'],
  // Its entry for require loads its other files in a way that no bundler can follow.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  plugins: [...leanDependencies, bannerWhereUsed],
  minifySyntax: true,
  minifyWhitespace: true,
  sourcemap: 'linked',
  legalComments: 'none',
  chunkNames: 'chunks/[name]-[hash]',
  banner: { js: banner },
  logLevel: 'warning',
  metafile: true,
} as const satisfies BuildOptions;
