/** The SDK's parts that are made smaller for the bundle still do what they did. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundle } from '../../../build/bundle.ts';

const entry = `
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/sdk/validation/ajv-provider.js';
import { objectFromShape } from '@modelcontextprotocol/sdk/server/zod-compat.js';
import { toJsonSchemaCompat } from '@modelcontextprotocol/sdk/server/zod-json-schema-compat.js';
import { z } from 'zod';
export const shape = toJsonSchemaCompat(objectFromShape({ a: z.string() }));
export const older = () => toJsonSchemaCompat({ shape: {} });
export const validators = (...schemas) => { const all = new AjvJsonSchemaValidator(); return schemas.map((schema) => all.getValidator(schema)); };
`;

let folder: string;
let bundled: {
  shape: object;
  older(): void;
  validators(...schemas: object[]): ((input: unknown) => { valid: boolean; errorMessage?: string })[];
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'agent-toolkit-lean-'));
  const outfile = join(folder, 'entry.mjs');
  const root = join(import.meta.dirname, '../../..');
  const { entryPoints: _, outdir: __, splitting: ___, chunkNames: ____, ...options } = bundle;
  await build({
    ...options,
    sourcemap: false,
    stdin: { contents: entry, resolveDir: root },
    absWorkingDir: root,
    outfile,
  });
  bundled = await import(outfile);
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

test('schemas of zod 4 become JSON Schemas; those of zod 3 are refused', () => {
  expect(bundled.shape).toMatchObject({ type: 'object', properties: { a: { type: 'string' } } });
  expect(bundled.older).toThrow('Schemas of zod 3 are not supported.');
});

test('the validator of JSON Schemas knows formats, names all faults and takes the same id twice', () => {
  const schema = {
    $id: 'https://example.com/two',
    type: 'object',
    properties: { at: { type: 'string', format: 'date-time' }, count: { type: 'integer' } },
    required: ['at'],
  };
  const [one, two] = bundled.validators(schema, schema);
  expect(one?.({ at: '2026-01-05T00:00:00Z', count: 1 })).toEqual({
    valid: true,
    data: { at: '2026-01-05T00:00:00Z', count: 1 },
    errorMessage: undefined,
  });
  const { valid, errorMessage } = two?.({ at: 'yesterday', count: 1.5 }) ?? {};
  expect(valid).toBe(false);
  expect(errorMessage).toMatch(/date-time.*integer/);
});
