/** Draws icon.png from icon.svg, since the editor's gallery takes no SVG: `node media/render-icon.js`. */
import { readFileSync, writeFileSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import { chromium as browserType } from 'playwright-core';

const svg = readFileSync(new URL('icon.svg', import.meta.url), 'utf8');
const browser = await browserType.launch({ executablePath: await chromium.executablePath(), args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 256, height: 256 } });
await page.setContent(`<style>body { margin: 0 }</style>${svg}`);
writeFileSync(new URL('icon.png', import.meta.url), await page.screenshot({ omitBackground: true }));
await browser.close();
