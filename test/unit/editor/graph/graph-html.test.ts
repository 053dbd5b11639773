import { expect, test } from 'vitest';
import { graphHtml } from '../../../../src/editor/graph/graph-html.ts';

const page = graphHtml({
  ...{ cspSource: 'https://files.test', script: 'https://files.test/page.js', style: 'https://files.test/page.css' },
  nonce: 'n0nce',
});

test('the policy lets nothing in but our script and our style sheet', () => {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1];
  expect(policy?.split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'nonce-n0nce'",
    'style-src https://files.test',
    "base-uri 'none'",
    "form-action 'none'",
  ]);
});

test('there is one script, and nothing inline', () => {
  expect(page.match(/<script[^>]*>/g)).toEqual(['<script nonce="n0nce" src="https://files.test/page.js">']);
  expect(page).not.toMatch(/\son\w+=|<style|style="/);
});
