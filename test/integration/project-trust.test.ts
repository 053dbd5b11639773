/** A repository that the user trusts in Codex configures nothing that the engine starts. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isBelow } from '../../src/git/is-below.ts';
import { byCriterion, cleanUps, processTask, type Stage, stage, taskText } from '../support/process-stage.ts';

/** A folder where the sandbox lets nobody write: below no temporary folder, also where this project itself lies in one. */
function outside(): string {
  const parent = [homedir(), '/var'].find((folder) => !isBelow(tmpdir(), folder) && !isBelow('/tmp', folder)) ?? '/var';
  const folder = mkdtempSync(join(parent, '.agent-toolkit-test-'));
  cleanUps.push(() => rmSync(folder, { recursive: true }));
  return folder;
}

async function trustedStage(criterion: string, command: string, configuration: string): Promise<Stage> {
  const at = await stage(byCriterion({ Look: { commands: [command] } }), taskText([criterion]));
  at.on.commit({ '.codex/config.toml': configuration });
  const trust = `[projects.${JSON.stringify(at.on.root)}]\ntrust_level = "trusted"\n`;
  writeFileSync(join(process.env['CODEX_HOME'] ?? '', 'config.toml'), trust);
  return at;
}

test('neither where the agent may write, nor where a check may', async () => {
  const folder = outside();
  const roots = `[sandbox_workspace_write]\nwritable_roots = [${JSON.stringify(folder)}]\n`;
  const write = (name: string) => `echo x > ${join(folder, name)}`;
  const criterion = `Look\n  check: \`${write('check.txt')}; test ! -e ${join(folder, 'check.txt')}\``;
  const at = await trustedStage(criterion, `${write('agent.txt')} 2>/dev/null; echo 2 >> app.yaml`, roots);
  const result = await processTask(at);
  expect(result.sections_completed, result.message).toEqual(['Look']);
  expect(existsSync(join(folder, 'agent.txt'))).toBe(false);
});

test('nor programs that would run outside the sandbox', async () => {
  const file = join(outside(), 'started.txt');
  const script = `touch ${file}; cat`;
  const server = `[mcp_servers.tool]\ncommand = "sh"\nargs = ["-c", ${JSON.stringify(script)}]\n`;
  const at = await trustedStage('Look', 'echo 2 >> app.yaml', server);
  const result = await processTask(at);
  expect(result.sections_completed, result.message).toEqual(['Look']);
  expect(existsSync(file)).toBe(false);
});
