import { join, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { expect, test } from 'vitest';
import { filesOfChunks, filesOfMetafile } from '../../../build/bundled-files.ts';

test('of esbuild those with a byte in an output', () => {
  const inputs = { 'src/a.ts': { bytesInOutput: 10 }, 'node_modules/unused/index.js': { bytesInOutput: 0 } };
  const output = { bytes: 1, inputs, imports: [], exports: [] };
  expect(filesOfMetafile({ inputs: {}, outputs: { 'dist/a.js': output } })).toEqual(['src/a.ts']);
});

test('of Rolldown those with a byte in a chunk, below the root', async () => {
  const root = resolve('root');
  const texts = new Map([
    [join(root, 'src', 'a.ts'), "import { b, unused } from './b.ts'; import { c } from './c.ts'; console.log(b);"],
    [join(root, 'src', 'b.ts'), 'export const b = Math.random(), unused = 2;'],
    [join(root, 'src', 'c.ts'), 'export const c = 1;'],
  ]);
  const bundle = await rolldown({
    input: join(root, 'src', 'a.ts'),
    plugins: [
      {
        name: 'in-memory',
        resolveId: (id, importer) => (importer === undefined ? id : join(root, 'src', id)),
        load: (id) => texts.get(id),
      },
    ],
  });
  const { output } = await bundle.generate();
  expect(filesOfChunks(output, root).toSorted()).toEqual(['src/a.ts', 'src/b.ts']);
});
