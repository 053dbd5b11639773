/** The texts of the extension's code, for translators: `npm run l10n` writes l10n/bundle.l10n.json from the calls of `l10n.t`. */
import { globSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getL10nJson, type l10nJsonFormat } from '@vscode/l10n-dev';

const root = join(import.meta.dirname, '..');
const bundle = join(root, 'l10n', 'bundle.l10n.json');

/** The tool looks for its own runtime, which we do without: its package brings no licence. Ours has the same calls. */
const ours = /^import \* as l10n from '[./]+\/l10n\.ts';$/gm;
const theirs = "import * as l10n from '@vscode/l10n';\n";

/** Every text in src/editor by its key, in the order of the keys; a text with a comment has the comment in its key, too. */
export async function textsOfCode(): Promise<l10nJsonFormat> {
  const files = globSync('src/editor/**/*.ts', { cwd: root }).map((file) => readFile(join(root, file), 'utf8'));
  // As one file: for each it makes its queries anew, which takes longer than all the rest.
  const code = (await Promise.all(files)).join('\n').replace(ours, '');
  const texts = await getL10nJson([{ extension: '.ts', contents: theirs + code }]);
  return Object.fromEntries(Object.entries(texts).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

if (process.argv[1] === import.meta.filename)
  await writeFile(bundle, `${JSON.stringify(await textsOfCode(), null, 2)}\n`);
