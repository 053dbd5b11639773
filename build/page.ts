/** How the page of the dependency graph is bundled: it runs in a page of the editor, as one script with its style sheet beside it, and one for its worker. */
import type { BuildOptions } from 'esbuild';

/** Paths start at the repository's root. */
export const page = {
  entryPoints: {
    'graph-page': 'src/editor/graph/page/main.ts',
    'graph-layout': 'src/editor/graph/page/layout-worker.ts',
  },
  outdir: 'dist',
  bundle: true,
  format: 'iife',
  platform: 'browser',
  // Of the oldest editor that the extension runs in.
  target: 'chrome134',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
} as const satisfies BuildOptions;
