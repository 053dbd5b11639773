/** What reaches the commands of the real Codex CLI, and checks, of the user's environment. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { byCriterion, cleanUps, processTask, type Stage, stage, taskText } from '../support/process-stage.ts';
import { sampled } from '../support/sample.ts';

sampled(1 / 4);

const secrets = { GITHUB_TOKEN: 'github-0000', AWS_SECRET_ACCESS_KEY: 'amazon-1111', SOPS_AGE_KEY_FILE: '/keys-2222' };

/** For as long as the test lasts. */
function setVariables(variables: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(variables)) {
    const before = process.env[name];
    process.env[name] = value;
    cleanUps.push(() => {
      if (before === undefined) delete process.env[name];
      else process.env[name] = before;
    });
  }
}

async function seenBy(command: string, prepare: (at: Stage) => void = () => {}): Promise<string> {
  const at = await stage(byCriterion({ Look: { commands: [command] } }), taskText(['Look']));
  setVariables(secrets);
  prepare(at);
  const settings = { ...at.settings, passEnvironment: ['AWS_SECRET_ACCESS_KEY'], secretsIgnore: ['seen.txt'] };
  const result = await processTask({ ...at, settings });
  expect(result.sections_completed, result.message).toEqual(['Look']);
  return at.on.read('seen.txt');
}

describe('a command of the agent', () => {
  test('gets the variable that a setting names, and no other token; none of them from another process either', async () => {
    const everything = 'for file in /proc/[0-9]*/environ /proc/[0-9]*/cmdline; do cat "$file"; done';
    const seen = await seenBy(`{ env; ${everything}; } > seen.txt 2>/dev/null; grep -q ^PATH= seen.txt`);
    expect(seen).toContain('AWS_SECRET_ACCESS_KEY=amazon-1111');
    expect(seen).not.toContain('github-0000');
    expect(seen).not.toContain('keys-2222');
    expect(seen).not.toContain('SCRIPTED_KEY');
    expect(seen).toMatch(/^HOME=/m);
  });

  test('gets nothing from the start-up files of a login shell', async () => {
    const seen = await seenBy('env > seen.txt', () => {
      const home = mkdtempSync(join(tmpdir(), 'agent-toolkit-test-'));
      cleanUps.push(() => rmSync(home, { recursive: true }));
      for (const name of ['.bash_profile', '.profile']) {
        writeFileSync(join(home, name), 'export KUBECONFIG=/production FROM_PROFILE=yes\n');
      }
      setVariables({ HOME: home });
    });
    expect(seen).not.toContain('FROM_PROFILE');
    expect(seen).not.toContain('/production');
  });

  test('cannot have the kubeconfig changed by the user’s Codex configuration, nor by that of the repository', async () => {
    const set = '[shell_environment_policy]\nset = { KUBECONFIG = "/production", GITHUB_TOKEN = "github-0000" }\n';
    const trusted = (root: string) => `[projects.${JSON.stringify(root)}]\ntrust_level = "trusted"\n`;
    const seen = await seenBy('env > seen.txt', (at) => {
      writeFileSync(
        join(process.env['CODEX_HOME'] ?? '', 'config.toml'),
        `${set}exclude = ["KUBE*"]\n${trusted(at.on.root)}`,
      );
      at.on.commit({ '.codex/config.toml': set });
    });
    expect(seen).toMatch(/^KUBECONFIG=\/.*\/no-cluster$/m);
    expect(seen).not.toContain('github-0000');
  });
});

test('no argument of Codex, which every user of the machine can see, holds the value', async () => {
  const at = await stage(byCriterion({ Look: { commands: ['sleep 3; echo 2 >> app.yaml'] } }), taskText(['Look']));
  setVariables(secrets);
  const running = processTask({ ...at, settings: { ...at.settings, passEnvironment: ['AWS_SECRET_ACCESS_KEY'] } });
  const shown = () => execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' });
  await expect.poll(shown, { timeout: 20_000 }).toContain('include_only');
  expect(shown()).not.toContain('amazon-1111');
  expect((await running).sections_completed).toEqual(['Look']);
});

test('a check gets the same', async () => {
  const check = 'test "$AWS_SECRET_ACCESS_KEY" = amazon-1111 && test -z "$GITHUB_TOKEN" && test -n "$HELM_CACHE_HOME"';
  const criterion = `Look\n  check: \`${check}\``;
  const at = await stage(byCriterion({ Look: { commands: ['echo 2 >> app.yaml'] } }), taskText([criterion]));
  setVariables(secrets);
  const settings = { ...at.settings, passEnvironment: ['AWS_SECRET_ACCESS_KEY'] };
  expect((await processTask({ ...at, settings })).sections_completed).toEqual(['Look']);
  const without = await stage(byCriterion({ Look: { commands: ['echo 2 >> app.yaml'] } }), taskText([criterion]));
  expect((await processTask(without)).failed_section?.reason).toContain('exited with 1');
});

test('caches that nobody may write to are removed with the run', async () => {
  const command =
    'mkdir -p "$GOMODCACHE/a/b" && echo > "$GOMODCACHE/a/b/c" && chmod -R 555 "$GOMODCACHE"; echo "$GOMODCACHE" > seen.txt';
  const folder = (await seenBy(command)).trim();
  expect(() => execFileSync('ls', [folder], { stdio: 'pipe' })).toThrow('No such file');
});
