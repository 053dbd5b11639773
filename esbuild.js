/** Bundles the extension, the server, the command line and the supervisor as ES modules that share chunks. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build, context } from 'esbuild';

const watch = process.argv.includes('--watch');

/** Dependencies in CommonJS call require and use __dirname; ES modules have neither. */
const banner = [
  "import { createRequire as __createRequire } from 'node:module';",
  "import { fileURLToPath as __fileURLToPath } from 'node:url';",
  "import { dirname as __pathDirname } from 'node:path';",
  'const require = __createRequire(import.meta.url);',
  'const __filename = __fileURLToPath(import.meta.url);',
  'const __dirname = __pathDirname(__filename);',
].join('\n');

/** The messages of zod in fifty languages: half of its code, to be read at every start, and only English is asked for. */
const englishAlone = {
  name: 'english-alone',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
  },
};

/** YAML's JavaScript functions, which nothing here reads: for them js-yaml looks for a parser of JavaScript at every start. */
const withoutFunctions = {
  name: 'without-functions',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]js-yaml[\\/]type[\\/]js[\\/]function\.js$/ }, () => ({
      contents:
        "module.exports = new (require('../../type'))('tag:yaml.org,2002:js/function', { kind: 'scalar', resolve: () => false });",
    }));
  },
};

const options = {
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
  plugins: [englishAlone, withoutFunctions],
  minifySyntax: true,
  sourcemap: 'linked',
  legalComments: 'none',
  chunkNames: 'chunks/[name]-[hash]',
  banner: { js: banner },
  logLevel: 'warning',
  metafile: true,
};

/** Removes what an earlier build left and this one did not write; until then whoever runs the old one still can. */
async function removeStale(outputs) {
  for (const entry of await readdir('dist', { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name).replaceAll('\\', '/');
    if (entry.isFile() && !(file in outputs)) await rm(file);
  }
}

if (watch) await (await context(options)).watch();
else await removeStale((await build(options)).metafile.outputs);
