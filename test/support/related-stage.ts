/** A task in one repository and what it is about in another, which the user has agreed to or not. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { cleanUps, type Stage, stage, taskText } from './process-stage.ts';
import type { Script } from './scripted-model.ts';
import { type TemporaryRepository, temporaryRepository } from './temporary-repository.ts';

export interface RelatedStage extends Stage {
  readonly related: TemporaryRepository;
  /** The path from the repository with the task to the related one. */
  readonly way: string;
  agree(): void;
}

export interface RelatedOptions {
  readonly origin?: boolean;
  readonly agreed?: boolean;
  readonly labels?: string;
  /** The line of the front matter. */
  readonly verify?: string;
}

/** The related repository has files with CRLF, and edits of the user's own. */
export async function relatedStage(
  script: (way: string) => Script,
  criteria: readonly string[],
  { origin = false, agreed = true, labels = 'configuration', verify = 'verify: none' }: RelatedOptions = {},
): Promise<RelatedStage> {
  const files = { 'apps/web.yaml': 'tag: 1.4.0\r\nreplicas: 1\r\n', 'mine.txt': 'mine\n' };
  const related = temporaryRepository(files, { origin, name: 'shop manifests' });
  related.write('mine.txt', 'edited, not committed\n');
  related.write('new.txt', 'mine too\n');
  const config = mkdtempSync(join(tmpdir(), 'agent-toolkit-config-'));
  const previous = process.env['XDG_CONFIG_HOME'];
  process.env['XDG_CONFIG_HOME'] = config;
  cleanUps.push(related.remove, () => rmSync(config, { recursive: true }));
  cleanUps.push(() => {
    if (previous === undefined) delete process.env['XDG_CONFIG_HOME'];
    else process.env['XDG_CONFIG_HOME'] = previous;
  });
  let way = '';
  const text = taskText(criteria, [verify]).replace('[configuration]', `[${labels}]`);
  const at = await stage((turn) => script(way)(turn), text, { origin });
  way = relative(at.on.root, related.root);
  at.on.commit({ '.agent-config.json': JSON.stringify({ related_repos: [way] }) }, 'second');
  if (origin) at.on.git('push', '--quiet');
  const agree = () => {
    const relatedRepos = { [at.on.root]: [related.root] };
    mkdirSync(join(config, 'agent-toolkit'), { recursive: true });
    writeFileSync(join(config, 'agent-toolkit/config.json'), JSON.stringify({ relatedRepos }));
  };
  if (agreed) agree();
  // The repositories of tests lie in the temporary folder, which is writable as a rule.
  const closed = ['exclude_slash_tmp', 'exclude_tmpdir_env_var'].map((key) => `sandbox_workspace_write.${key}=true`);
  const settings = { ...at.settings, codexConfig: [...at.settings.codexConfig, ...closed] };
  return { ...at, settings, related, way, agree };
}

/** Commits what a criterion changed there, before its tick is: with the message that the tick's commit has. */
export function commitThere(on: TemporaryRepository, files: Readonly<Record<string, string>>, message: string): void {
  for (const [path, text] of Object.entries(files)) on.write(path, text);
  on.git('add', '--', ...Object.keys(files));
  on.git('commit', '--quiet', '--message', message, '--', ...Object.keys(files));
}

/** Writes a hook of the repository. */
export function writeHook(on: TemporaryRepository, name: string, text: string): void {
  const file = join(on.root, '.git/hooks', name);
  on.write(`.git/hooks/${name}`, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
}
