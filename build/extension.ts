/**
 * How the extension is bundled: as CommonJS, all that it loads at its start in one file. The editor asks a thread of its own
 * for each ES module that an extension imports, one after the other: for forty modules that took longer than all else at the start.
 */
import type { BuildOptions, Plugin } from 'rolldown';
import { alias, leanDependencies } from './lean-dependencies.ts';

const lean: Plugin = {
  name: 'lean-dependencies',
  load: {
    filter: { id: leanDependencies.map(({ file }) => file) },
    handler: (id) => leanDependencies.find(({ file }) => file.test(id))?.contents,
  },
};

/** Paths start at the repository's root. */
export const extension = {
  input: { extension: 'src/editor/extension.ts' },
  platform: 'node',
  external: ['vscode'],
  resolve: { alias },
  transform: { target: 'node22' },
  plugins: [lean],
  output: {
    dir: 'dist',
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: 'chunks/[name]-[hash].cjs',
    codeSplitting: { groups: [{ name: 'start', test: /[\\/]src[\\/]editor[\\/]extension\.ts$/ }] },
    // Names stay, for those who read a stack in a report.
    minify: { compress: true, mangle: false, codegen: true },
    sourcemap: true,
    comments: false,
  },
} as const satisfies BuildOptions;
