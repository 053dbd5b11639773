/** Which command is a repository's lint script. */
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { lintCommand } from '../../../../src/tools/verify/lint-script.ts';
import { type FreshRepository, freshRepository } from '../../../support/fresh-repository.ts';

let repository: FreshRepository;
afterEach(() => repository.remove());

const npm = 'npm run --silent lint';
const make = 'make --silent lint';

test.each<[string, Record<string, string>, string | undefined]>([
  ['none', { 'README.md': '# A\n' }, undefined],
  ['a script of package.json', { 'package.json': '{"scripts": {"lint": "biome check"}}' }, npm],
  ['package.json without it', { 'package.json': '{"scripts": {"test": "x"}}' }, undefined],
  ['a package.json that is none', { 'package.json': 'null', Makefile: 'lint:\n\ttrue\n' }, make],
  ['a broken package.json', { 'package.json': '{', Makefile: 'lint:\n\ttrue\n' }, make],
  ['a target', { Makefile: 'all: lint\n\nlint: build\n\ttrue\n' }, make],
  ['a target among others', { makefile: 'test lint::\n\ttrue\n' }, make],
  ['a variable is no target', { Makefile: 'lint := x\nlint=y\n' }, undefined],
  ['a longer name is another target', { Makefile: 'lint-all:\n\ttrue\n' }, undefined],
  ['make reads the first alone', { makefile: 'all:\n', Makefile: 'lint:\n\ttrue\n' }, undefined],
  ['a shell script', { 'scripts/lint.sh': 'true\n' }, 'sh scripts/lint.sh'],
  ['one for bash', { 'scripts/lint.sh': '#!/usr/bin/env bash\ntrue\n' }, 'bash scripts/lint.sh'],
  ['one that validates', { 'scripts/validate.sh': '#!/bin/sh\ntrue\n' }, 'sh scripts/validate.sh'],
  ['the first wins', { 'scripts/validate.sh': 'true\n', 'package.json': '{"scripts": {"lint": "x"}}' }, npm],
])('%s', async (_name, files, expected) => {
  repository = freshRepository(files);
  expect(await lintCommand(repository.root)).toBe(expected);
});

test('a link is not followed', async () => {
  repository = freshRepository({ 'scripts/real.sh': 'true\n' });
  symlinkSync('real.sh', join(repository.root, 'scripts/lint.sh'));
  expect(await lintCommand(repository.root)).toBeUndefined();
});
