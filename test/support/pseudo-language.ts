/** A language that no one speaks: English with other letters. What is plain in it cannot be translated. */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getL10nPseudoLocalized, type l10nJsonFormat } from '@vscode/l10n-dev';
import bundle from '../../l10n/bundle.l10n.json' with { type: 'json' };
import texts from '../../package.nls.json' with { type: 'json' };

export const pseudoLanguage = 'qps-ploc';

/** The texts of the code in it, and those of package.json. */
export const pseudoTexts = translated(bundle);
const pseudoManifest = translated(texts);

/** A text of package.json, as it is shown in that language. */
export function pseudoOf(key: keyof typeof texts): string {
  return pseudoManifest[key] ?? key;
}

function translated(of: l10nJsonFormat): Record<string, string> {
  const entries = Object.entries(getL10nPseudoLocalized(of));
  return Object.fromEntries(entries.map(([key, text]) => [key, typeof text === 'string' ? text : text.message]));
}

/** Adds it to the extension that is installed below a folder of extensions, as a translator would. */
export async function addPseudoLanguage(extensionsDir: string): Promise<void> {
  const name = (await readdir(extensionsDir)).find((entry) => entry.startsWith('becker.agent-toolkit-'));
  if (name === undefined) throw new Error(`the extension is not installed in ${extensionsDir}`);
  const extension = join(extensionsDir, name);
  await writeFile(join(extension, `package.nls.${pseudoLanguage}.json`), JSON.stringify(pseudoManifest));
  await writeFile(join(extension, 'l10n', `bundle.l10n.${pseudoLanguage}.json`), JSON.stringify(pseudoTexts));
}

/** Makes the editor know it, as its language packs do; its own texts stay English. */
export async function addLanguagePack(userDataDir: string): Promise<void> {
  const pack = join(userDataDir, 'pseudo-pack');
  await mkdir(pack, { recursive: true });
  const vscode = join(pack, 'main.i18n.json');
  await writeFile(vscode, JSON.stringify({ version: '1.0.0', contents: {} }));
  const extensions = [{ extensionIdentifier: { id: 'test.pseudo-pack' }, version: '1.0.0' }];
  const known = { [pseudoLanguage]: { hash: 'pseudo', label: 'Pseudo', extensions, translations: { vscode } } };
  await writeFile(join(userDataDir, 'languagepacks.json'), JSON.stringify(known));
}

/** Words of a text that are not in the language, besides those that `allowed` says. */
export function plainWords(text: string, allowed: RegExp): string[] {
  return text
    .replace(allowed, ' ')
    .split(/[^\p{L}]+/u)
    .filter((word) => /^[a-z]{3,}$/i.test(word));
}
