/** `install codex` on a configuration of Codex' on disk; the real Codex CLI is asked what it reads. */
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { runCli } from '../../src/cli/run-cli.ts';
import { carryOut, installedScript, prepareInstall } from '../../src/workflow/install/install-codex.ts';
import { createTestHost } from '../support/cli-host.ts';
import { codexBinary, temporaryCodexHome } from '../support/codex-home.ts';

const theirs = '# mine\nmodel = "a"   # spaced\r\n\n[mcp_servers.docs]\ncommand = "docs"\n\n# the end';

function homeWith(text: string | undefined) {
  const { path, remove } = temporaryCodexHome();
  onTestFinished(remove);
  const home = join(path, 'home');
  const file = join(home, 'config.toml');
  if (text !== undefined) {
    mkdirSync(home);
    writeFileSync(file, text, { mode: 0o640 });
  }
  return { home, file, read: () => readFileSync(file, 'utf8'), outside: path };
}

async function install(home: string, args: string, answer?: string) {
  const host = createTestHost({
    terminal: answer !== undefined,
    env: { CODEX_HOME: home, PATH: process.env['PATH'], HOME: home },
  });
  const stdin = answer === undefined ? Readable.from([]) : Object.assign(new PassThrough(), { isTTY: true });
  if (stdin instanceof PassThrough) stdin.end(`${answer}\n`);
  const all = ['install', 'codex', `--codex=${codexBinary}`, ...args.split(' ').filter(Boolean)];
  const code = await runCli(all, { ...host, stdin });
  return { code, out: host.out(), err: host.err() };
}

test('it asks with the lines and the approval, writes them alone, says so a second time, and takes them out again', async () => {
  const { home, file, read } = homeWith(theirs);
  const no = await install(home, '', 'n');
  expect(no.code).toBe(1);
  expect(read()).toBe(theirs);
  const printed = await install(home, '--print');
  for (const line of printed.out.trim().split('\n')) expect(no.err).toContain(`+ ${line}`.trimEnd());
  expect(no.err).toMatch(/process_bug and run_retrospective without asking you[\s\S]*Write it\? \[y\/N\]/);
  expect(read()).toBe(theirs);

  expect(await install(home, '', 'y')).toMatchObject({ code: 0 });
  expect(read()).toBe(`${theirs}\n\n${printed.out}`);
  expect(lstatSync(file).mode & 0o777).toBe(0o640);
  expect(lstatSync(join(home, 'agent-toolkit-install.json')).mode & 0o777).toBe(0o600);
  const again = await install(home, '');
  expect(again).toMatchObject({ code: 0, out: expect.stringContaining('just so; nothing was changed') });

  expect(await install(home, '--undo', 'y')).toMatchObject({ code: 0 });
  expect(read()).toBe(theirs);
  expect(readdirSync(home)).not.toContain('agent-toolkit-install.json');
  expect((await install(home, '--undo')).out).toContain('has no server agent-toolkit; nothing was changed');
});

test('it is known afterwards which script Codex starts', async () => {
  const { home } = homeWith(theirs);
  expect(await installedScript({ CODEX_HOME: home })).toBeUndefined();
  expect(await install(home, '--yes')).toMatchObject({ code: 0 });
  expect(await installedScript({ CODEX_HOME: home })).toBe(process.argv[1]);
});

test('a folder that was made for it goes with it', async () => {
  const { home, file } = homeWith(undefined);
  expect(await install(home, '--yes --json')).toMatchObject({ code: 0 });
  expect(lstatSync(home).mode & 0o777).toBe(0o700);
  expect(await install(home, '--undo --yes')).toMatchObject({ code: 0 });
  expect(existsSync(file)).toBe(false);
});

test('a link stays one, and what is behind it is written', async () => {
  const { home, file, outside, read } = homeWith(undefined);
  mkdirSync(home);
  writeFileSync(join(outside, 'dotfile.toml'), theirs);
  symlinkSync('../dotfile.toml', file);
  expect(await install(home, '--yes')).toMatchObject({ code: 0 });
  expect(lstatSync(file).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(outside, 'dotfile.toml'), 'utf8')).toContain('[mcp_servers.agent-toolkit]');
  expect(await install(home, '--undo --yes')).toMatchObject({ code: 0 });
  expect(read()).toBe(theirs);
});

test('a server of the user’s own is shown as such, replaced on a yes, and comes back', async () => {
  const mine =
    '[mcp_servers.agent-toolkit]\ncommand = "mine"\n\n[mcp_servers.agent-toolkit.env]\nA = "1"\n\n[z]\nb = 1\n';
  const { home, read } = homeWith(mine);
  const { err } = await install(home, '', 'y');
  expect(err).toContain('- command = "mine"');
  expect(err).toContain('not as they were installed');
  expect(read()).not.toContain('mine"');
  writeFileSync(join(home, 'config.toml'), `# new\n${read()}`);
  expect((await install(home, '--undo', 'y')).err).toContain('+ command = "mine"');
  expect(read()).toBe(`# new\n${mine}`);
});

test.each([
  ['model = a\n', 1, 'config.toml:1: '],
  ['model = "a"\n[x\n', 2, 'config.toml:2: '],
  ['mcp_servers = { docs = { command = "d" } }\n', 1, 'tables'],
])('%j is refused and stays', async (text, line, words) => {
  const { home, read } = homeWith(text);
  const { code, out, err } = await install(home, '--yes');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(words);
  expect(err).toContain(`:${line}: `);
  expect(read()).toBe(text);
});

test('what only Codex finds wrong is as it was afterwards', async () => {
  const text = 'approval_policy = "sometimes"\n';
  const { home, read } = homeWith(text);
  const { code, err } = await install(home, '--yes');
  expect(code).toBe(2);
  expect(err).toContain('is as it was');
  expect(err).toContain('approval_policy');
  expect(read()).toBe(text);
  expect(readdirSync(home)).not.toContain('agent-toolkit-install.json');
});

test('a file that changed while the question was open is left alone', async () => {
  const { home, file, read } = homeWith(theirs);
  const env = { CODEX_HOME: home, PATH: '/nowhere' };
  const entry = { command: '/bin/node', args: ['/cli.js', 'serve'], env: {}, approved: [] };
  const prepared = await prepareInstall({ env, entry, passed: [], codexPath: undefined });
  writeFileSync(file, `${theirs}\nmine = 1\n`);
  await expect(carryOut(prepared, env)).rejects.toThrow('was changed by somebody else');
  expect(read()).toBe(`${theirs}\nmine = 1\n`);
  expect(readdirSync(home)).toEqual(['config.toml']);
});

test('what Codex cannot read does not keep the server in', async () => {
  const { home, file, read } = homeWith(theirs);
  expect(await install(home, '--yes')).toMatchObject({ code: 0 });
  writeFileSync(file, `approval_policy = "sometimes"\n${read()}`);
  const undone = await install(home, '--undo --yes');
  expect(undone).toMatchObject({ code: 0, out: expect.stringContaining('does not read the file as it is now') });
  expect(read()).not.toContain('agent-toolkit');
});

test('where its own note cannot be written, nothing is, and it says which file', async () => {
  const { home, read } = homeWith(theirs);
  const note = join(home, 'agent-toolkit-install.json');
  mkdirSync(note);
  const { code, err } = await install(home, '--yes');
  expect({ code, err }).toEqual({
    code: 2,
    err: expect.stringContaining(`is as it was, since ${note} cannot be written`),
  });
  expect(read()).toBe(theirs);
});

test('where nobody can be asked it says how to go on', async () => {
  const { home } = homeWith('');
  expect(await install(home, '')).toMatchObject({ code: 2, out: '', err: expect.stringContaining('--print') });
  expect(await install(home, '--undo --print')).toMatchObject({ code: 2, out: '' });
  const wrong = await install(home, '--yes --codex=/nowhere/codex');
  expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('/nowhere/codex is not there') });
});
