import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { offerRelated } from '../../src/cli/related-question.ts';
import { relatedRoots } from '../../src/editor/consent/related-roots.ts';
import { InputError } from '../../src/tools/input-error.ts';
import { recordAgreement } from '../../src/tools/related/agreements.ts';
import { defaultSettings } from '../../src/tools/settings.ts';
import { createTestHost } from '../support/cli-host.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

let tasks: TemporaryRepository;
let shop: TemporaryRepository;
let charts: TemporaryRepository;
let env: NodeJS.ProcessEnv;
let file: string;
beforeEach(() => {
  tasks = temporaryRepository();
  shop = temporaryRepository({ 'a.txt': 'a\n' }, { name: 'shop manifests' });
  charts = temporaryRepository();
  env = { XDG_CONFIG_HOME: join(tasks.root, '.git/config-home') };
  file = join(tasks.root, '.git/config-home/agent-toolkit/config.json');
  propose(shop);
});
afterEach(() => {
  for (const repository of [tasks, shop, charts]) repository.remove();
});

function propose(...related: TemporaryRepository[]): void {
  const related_repos = related.map(({ root }) => relative(tasks.root, root));
  tasks.commit({ '.agent-config.json': JSON.stringify({ related_repos }) });
}

/** What is asked, and what is agreed to then. */
async function offer(answer: string, { terminal = true, agreed = false } = {}) {
  const stdin = Object.assign(new PassThrough(), terminal ? { isTTY: true } : {});
  const host = { ...createTestHost({ terminal, env }), stdin };
  stdin.end(answer);
  await offerRelated(host, { repoPath: tasks.root, json: false, jsonl: false, settings: defaultSettings }, agreed);
  const text = await readAgreed();
  return { asked: host.err().split('[y/N]').length - 1, text: host.err(), agreed: text };
}

async function readAgreed(): Promise<readonly string[]> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).relatedRepos[tasks.root];
  } catch {
    return [];
  }
}

describe('a person at the terminal', () => {
  test.each(['y\n', ' YES\n'])('is asked, and the answer %j is recorded', async (answer) => {
    const { asked, text, agreed } = await offer(answer);
    expect([asked, agreed]).toEqual([1, [shop.root]]);
    expect(text).toContain(`\n  ${shop.root}\nAgree for tasks of this repository`);
    expect(text).toContain(`Recorded in ${file}:`);
  });

  test.each(['n\n', '\n', ''])('who answers %j has agreed to nothing', async (answer) => {
    expect(await offer(answer)).toMatchObject({ asked: 1, agreed: [] });
  });

  test('is asked once, and of a new proposal alone', async () => {
    await offer('y\n');
    expect(await offer('y\n')).toMatchObject({ asked: 0 });
    propose(shop, charts);
    const { text, agreed } = await offer('y\n');
    expect(text).toContain(charts.root);
    expect(text).not.toContain(shop.root);
    expect(agreed).toEqual([shop.root, charts.root]);
  });
});

describe('nobody is asked', () => {
  test('without a terminal, and nothing is recorded', async () => {
    expect(await offer('y\n', { terminal: false })).toMatchObject({ asked: 0, agreed: [] });
  });

  test('with the flag, which records it', async () => {
    expect(await offer('', { terminal: false, agreed: true })).toMatchObject({ asked: 0, agreed: [shop.root] });
  });

  test('where nothing is proposed, whatever the user’s file holds', async () => {
    tasks.commit({ '.agent-config.json': '{}' });
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '{ broken');
    expect(await offer('y\n')).toMatchObject({ asked: 0, text: '' });
  });
});

test('an agreement that cannot be written is said, with the file', async () => {
  mkdirSync(dirname(dirname(file)), { recursive: true });
  writeFileSync(dirname(file), 'a file where the folder has to be');
  const refused = offer('y\n').catch((error: unknown) => error);
  expect(await refused).toBeInstanceOf(InputError);
  expect(((await refused) as Error).message).toContain(`The agreement could not be written to ${file}`);
});

describe('the editor', () => {
  const find = async () => (await relatedRoots(tasks.root, { environment: {} }, env)).proposed;

  test('asks for what is proposed and not agreed to', async () => {
    propose(shop, charts);
    await recordAgreement(env, tasks.root, [shop.root]);
    expect(await find()).toEqual([charts.root]);
  });

  test('asks nothing where the user’s file is not usable: the run says what is wrong', async () => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '{ broken');
    expect(await find()).toEqual([]);
  });
});
