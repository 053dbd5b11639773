/** The licences of what is bundled. They ask to go where the code goes. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

interface BundledPackage {
  /** With its version. */
  readonly name: string;
  /** As its package.json states it. */
  readonly license: string;
  /** All that it brings of it. */
  readonly text: string;
}

/** Licences that ask for nothing, so that a package may leave their text out. */
const askNothing = ['Unlicense', 'CC0-1.0', '0BSD'];

/**
 * One text for all packages of which something is in a bundle.
 * @param files those that are bundled
 * @throws Error naming a package that brings no licence
 */
export async function thirdPartyNotices(files: readonly string[]): Promise<string> {
  const packages = await Promise.all(packageFolders(files).map(readPackage));
  const namesOf = new Map<string, string[]>();
  for (const { name, license, text } of packages) {
    namesOf.set(text, [...(namesOf.get(text) ?? []), `${name} (${license})`]);
  }
  const sections = Array.from(namesOf, ([text, names]) => `${names.join('\n')}\n\n${text}`.trimEnd());
  const intro = 'Agent Toolkit contains code of the following packages, each under its own licence.';
  return `${[intro, ...sections.toSorted()].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/** Folders of the packages that these files belong to. */
export function packageFolders(files: readonly string[]): string[] {
  const folders = files.flatMap((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
  return [...new Set(folders)].toSorted();
}

async function readPackage(folder: string): Promise<BundledPackage> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|copying|notice)\b/i.test(file)).toSorted();
  if (license === undefined || (files.length === 0 && !askNothing.includes(license))) {
    throw new Error(`${folder} is bundled and has no licence file. Find out its licence, or do without it.`);
  }
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const text = texts.map((part) => part.replaceAll('\r\n', '\n').trim()).join('\n\n');
  return { name: `${name} ${version}`, license, text };
}
