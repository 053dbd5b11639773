/** How the server, the command line and the supervisor are bundled: as ES modules that share chunks. */
import type { BuildOptions, Plugin } from 'esbuild';
import { banner, bannerWhereUsed } from './banner.ts';
import { alias, leanDependencies } from './lean-dependencies.ts';

const lean: Plugin = {
  name: 'lean-dependencies',
  setup({ onLoad }) {
    for (const { file, contents } of leanDependencies) onLoad({ filter: file }, () => ({ contents }));
  },
};

/** Paths start at the repository's root. */
export const bundle = {
  entryPoints: {
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
  alias,
  plugins: [lean, bannerWhereUsed],
  minifySyntax: true,
  minifyWhitespace: true,
  sourcemap: 'linked',
  legalComments: 'none',
  chunkNames: 'chunks/[name]-[hash]',
  banner: { js: banner },
  logLevel: 'warning',
  metafile: true,
} as const satisfies BuildOptions;
