/** What each tool says of a path that is no repository to work on, and that it finds one from wherever it is named. */
import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InputError } from '../../../src/tools/input-error.ts';
import { createLocalToolbox } from '../../../src/tools/local-toolbox.ts';
import { defaultSettings } from '../../../src/tools/settings.ts';
import type { ToolContext } from '../../../src/tools/toolbox.ts';
import { type TemporaryRepository, temporaryRepository } from '../../support/temporary-repository.ts';

const task = `---
id: TASK-001
title: Raise the replica count
status: active
verify: none
---

## Acceptance Criteria

- [ ] Three replicas
`;

const toolbox = createLocalToolbox({ ...defaultSettings, codexPath: '/nonexistent/codex', push: 'never' });
const context: ToolContext = { signal: new AbortController().signal, progress() {}, log() {} };
const newItem = { item_type: 'bug', title: 'It fails', description: 'It does.', auto_commit: false } as const;

const tools = {
  scan_prioritize: (repo_path: string) => toolbox.scan_prioritize({ repo_path, sync_remote: false }, context),
  process_bug: (repo_path: string) => toolbox.process_bug({ repo_path, item_id: 'TASK-001' }, context),
  run_tests: (repo_path: string) => toolbox.run_tests({ repo_path, work_item_id: 'TASK-001' }, context),
  create_work_item: (repo_path: string) => toolbox.create_work_item({ repo_path, ...newItem }, context),
  run_retrospective: (repo_path: string) => toolbox.run_retrospective({ repo_path, judge: false }, context),
};
type Name = keyof typeof tools;
const names = Object.keys(tools) as Name[];

let full: TemporaryRepository;
let empty: TemporaryRepository;
let base: string;
beforeAll(() => {
  full = temporaryRepository({ 'tasks/active/TASK-001.md': task, 'apps/shop/web.yaml': 'a: 1\n' });
  empty = temporaryRepository();
  base = dirname(full.root);
  mkdirSync(join(base, 'plain'));
  symlinkSync(full.root, join(base, 'link'));
  symlinkSync(join(base, 'gone'), join(base, 'dangling'));
});
afterAll(() => {
  full.remove();
  empty.remove();
});

describe('a path that is no repository', () => {
  const cases: readonly (readonly [string, () => string, RegExp])[] = [
    ['nothing', () => '', /repo_path: It is empty\. Name .* absolute path\.$/],
    ['blanks', () => '  ', /There is no folder " {2}" in .* relative paths begin .* absolute path\.$/],
    ['relative', () => 'shop', /There is no folder "shop" in .* relative paths begin .* absolute path\.$/],
    ['a URL', () => `file://${full.root}`, /There is no folder "file:.* absolute path\.$/],
    ['missing', () => join(base, 'gone'), /There is no folder .*gone \(ENOENT\)\. Name the repository's folder\.$/],
    ['a link to nothing', () => join(base, 'dangling'), /There is no folder .*dangling \(ENOENT\)\. Name/],
    ['a file', () => join(full.root, 'apps/shop/web.yaml'), /web\.yaml is a file\. Name the repository's folder\.$/],
    ['below a file', () => join(full.root, 'apps/shop/web.yaml/x'), /There is no folder .* \(ENOTDIR\)\. Name/],
    ['no git', () => join(base, 'plain'), /plain is (?:neither|not in) a git repository.* git init there/],
    ['the git folder', () => join(full.root, '.git'), /\.git is (?:neither|not in) a git repository/],
    ['a NUL', () => `${full.root}\0x`, /holds a NUL character\. Name the repository's folder without it\.$/],
  ];
  test.each(cases.flatMap(([what, path, said]) => names.map((name) => [what, name, path, said] as const)))(
    '%s: %s says what to do',
    async (_what, name, path, said) => {
      const error = await tools[name](path()).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(InputError);
      expect((error as InputError).message).toMatch(said);
    },
  );
});

describe('a repository without tasks', () => {
  test('is a warning of the scan: there is nothing to do', async () => {
    const { success, warnings, summary } = await toolbox.scan_prioritize({ repo_path: empty.root }, context);
    expect({ success, total: summary.total }).toEqual({ success: true, total: 0 });
    expect(warnings.join()).toContain('They are expected as tasks/active/TASK-001.md');
  });

  test.each([
    ['process_bug', /holds no tasks\. They are expected as tasks\/active\/TASK-001\.md/],
    ['run_tests', /holds no tasks\. They are expected as tasks\/active\/TASK-001\.md/],
    ['run_retrospective', /holds no work items.* Name the folder of the repository with tasks\//],
  ] as const)('is refused by %s, which changes nothing', async (name, said) => {
    await expect(tools[name](empty.root)).rejects.toThrow(said);
    await expect(tools[name](empty.root)).rejects.toThrow(InputError);
    expect(empty.git('status', '--porcelain')).toBe('');
    expect(empty.git('rev-list', '--count', 'HEAD')).toBe('1');
  });
});

describe('a repository is found', () => {
  test.each([
    ['by a link to it', () => join(base, 'link')],
    ['by a folder in it', () => join(full.root, 'apps/shop')],
  ])('%s, under its real path', async (_how, path) => {
    const lines: string[] = [];
    const told = { ...context, log: (_channel: string, _level: string, text: string) => void lines.push(text) };
    const { summary } = await toolbox.scan_prioritize({ repo_path: path(), sync_remote: false }, told);
    expect(summary.total).toBe(1);
    expect(lines.join()).toContain(`Scanned ${full.root} in`);
    expect((await tools.run_tests(path())).overall_status).toBe('nothing_to_verify');
    expect(await tools.process_bug(path())).toMatchObject({ item_id: 'TASK-001', ended_by: 'codex' });
    const looked = { repo_path: path(), dry_run: true, judge: false };
    expect((await toolbox.run_retrospective(looked, context)).summary).toContain('Of 1 open item');
  });

  test('by create_work_item too, which writes below the real path', async () => {
    const { location } = await tools.create_work_item(join(base, 'link'));
    expect(full.read(location)).toContain('It fails');
  });
});
