/** A headless browser: the system's Chromium or Chrome, else the one that comes from npm (Linux x64 only). */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'msedge'];
const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Containers have neither a GPU nor the user namespaces of Chromium's sandbox; only our own server is opened. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @throws Error that says what to install when the machine has no browser that can be driven */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await browserPath(), args: flags, headless: true });
}

async function browserPath(): Promise<string> {
  const installed = systemBrowser();
  if (installed !== undefined) return installed;
  if (process.platform === 'linux' && process.arch === 'x64') {
    const { default: packaged } = await import('@sparticuz/chromium');
    return packaged.executablePath();
  }
  throw new Error(
    `No Chromium, Chrome or Edge was found, and the one from npm runs on Linux x64 only (this is ${process.platform} ${process.arch}). Install one of them, or run \`npm run test:desktop\`.`,
  );
}

/** `CHROME_PATH` names one; else what is on PATH or in its usual place. */
function systemBrowser(): string | undefined {
  const named = process.env['CHROME_PATH'];
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = [
    ...(named ? [named] : []),
    ...path.flatMap((folder) => names.map((name) => join(folder, name))),
    ...places,
  ];
  return candidates.find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
