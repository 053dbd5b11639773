/** Stands in for kustomize: `build FOLDER` prints what the demo's small reader of kustomizations makes of it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stringify } from 'yaml';
import { build } from '../../demo/manifests.ts';

const [verb, folder = ''] = process.argv.slice(2);
if (verb !== 'build') throw new Error(`unknown command "${verb}"`);
const root = process.cwd();
const files = new Map(
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [relative(root, file), readFileSync(file, 'utf8')]),
);
try {
  const objects = build(files, relative(root, folder) || '.');
  console.error('# Warning: this stands in for kustomize');
  console.log(objects.map((object) => stringify(object)).join('---\n'));
} catch (error) {
  console.error(`Error: accumulating resources: ${(error as Error).message}`);
  process.exitCode = 1;
}
