import { expect, test } from 'vitest';
import { banner, withoutBanner } from '../../../build/banner.ts';

const lines = (text: string) => text.split('\n').length;

test('the banner is taken from a module that uses nothing of it, and its lines stay', () => {
  const bare = withoutBanner(`${banner}\nexport const one = 1;\n`);
  expect(bare.trim()).toBe('export const one = 1;');
  expect(lines(bare)).toBe(lines(`${banner}\nexport const one = 1;\n`));
});

test.each([
  ['a call', "const fs = require('fs');"],
  ['what asks whether there is one', "typeof require !== 'undefined'"],
  ['its own folder', 'read(__dirname);'],
  ['its own file', 'read(__filename);'],
])('it stays for %s', (_, line) => {
  const text = `${banner}\n${line}\n`;
  expect(withoutBanner(text)).toBe(text);
});

test('a line for the shell stays the first one', () => {
  expect(withoutBanner(`#!/usr/bin/env node\n${banner}\nrun();\n`)).toMatch(/^#!\/usr\/bin\/env node\n\s+run\(\);\n$/);
});
