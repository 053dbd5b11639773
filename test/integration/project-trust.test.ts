/** A repository that the user trusts in Codex configures nothing that the engine starts. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryCodexHome } from '../support/codex-home.ts';
import { byCriterion, cleanUps, processTask, type Stage, stage, taskText } from '../support/process-stage.ts';

/** A folder where the sandbox lets nobody write: not a temporary one. */
function outside(): string {
  const folder = temporaryCodexHome();
  cleanUps.push(folder.remove);
  return folder.path;
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
  expect((await processTask(at)).sections_completed).toEqual(['Look']);
  expect(existsSync(join(folder, 'agent.txt'))).toBe(false);
});

test('nor programs that would run outside the sandbox', async () => {
  const file = join(outside(), 'started.txt');
  const script = `touch ${file}; cat`;
  const server = `[mcp_servers.tool]\ncommand = "sh"\nargs = ["-c", ${JSON.stringify(script)}]\n`;
  const at = await trustedStage('Look', 'echo 2 >> app.yaml', server);
  expect((await processTask(at)).sections_completed).toEqual(['Look']);
  expect(existsSync(file)).toBe(false);
});
