import { expect, test } from 'vitest';
import { graphHtml } from '../../../../src/editor/graph/graph-html.ts';

const page = graphHtml({
  ...{ cspSource: 'https://files.test', script: 'https://files.test/page.js', style: 'https://files.test/page.css' },
  worker: 'https://files.test/layout.js',
  ...{ language: 'de', texts: { Fit: 'Passend & <b>' } },
  nonce: 'n0nce',
});

test('the policy lets nothing in but our scripts and our style sheet', () => {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1];
  expect(policy?.split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'nonce-n0nce'",
    'style-src https://files.test',
    // The worker's script is fetched, since a worker may only be made of the page's own data.
    'connect-src https://files.test',
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ]);
});

test('there is one script, and nothing inline', () => {
  expect(page.match(/<script[^>]*>/g)).toEqual([
    '<script nonce="n0nce" src="https://files.test/page.js" data-worker="https://files.test/layout.js" data-texts="{&quot;Fit&quot;:&quot;Passend &amp; &lt;b&gt;&quot;}">',
  ]);
  expect(page).not.toMatch(/\son\w+=|<style|style="/);
});
