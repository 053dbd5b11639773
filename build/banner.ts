/** What dependencies in CommonJS call and use, and ES modules do not have: on top of the modules that hold one. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

export const banner = [
  "import { createRequire as __createRequire } from 'node:module';",
  "import { fileURLToPath as __fileURLToPath } from 'node:url';",
  "import { dirname as __pathDirname } from 'node:path';",
  'const require = __createRequire(import.meta.url);',
  'const __filename = __fileURLToPath(import.meta.url);',
  'const __dirname = __pathDirname(__filename);',
].join('\n');

/** The text of a module without the banner where nothing uses it. Its lines stay, empty: the source map counts them. */
export function withoutBanner(text: string): string {
  const bare = text.replace(banner, banner.replaceAll(/[^\n]+/g, ''));
  return /\brequire\b|\b__filename\b|\b__dirname\b/.test(bare) ? text : bare;
}

/** esbuild puts the banner on each module, of which the editor reads dozens at its start. */
export const bannerWhereUsed: Plugin = {
  name: 'banner-where-used',
  setup({ initialOptions, onEnd }) {
    onEnd(async ({ metafile }) => {
      if (initialOptions.write === false) return;
      const modules = Object.keys(metafile?.outputs ?? {}).filter((file) => file.endsWith('.js'));
      for (const file of modules) {
        const path = join(initialOptions.absWorkingDir ?? '.', file);
        const text = await readFile(path, 'utf8');
        const bare = withoutBanner(text);
        if (bare !== text) await writeFile(path, bare);
      }
    });
  },
};
