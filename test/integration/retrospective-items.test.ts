/** run_retrospective on items of the standard layout: folders move as a whole, reports and tables say what became of them. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { BacklogReaders } from '../../src/backlog/read/backlog-readers.ts';
import { runRetrospective } from '../../src/tools/run-retrospective.ts';
import { defaultSettings } from '../../src/tools/settings.ts';
import { previewRetrospective } from '../../src/workflow/retrospective-preview.ts';
import { silent } from '../support/create-stage.ts';
import { today } from '../support/item-files.ts';
import { type TemporaryRepository, temporaryRepository } from '../support/temporary-repository.ts';

interface Sketch {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly about: string;
  readonly priority?: string;
  readonly fields?: Readonly<Record<string, unknown>>;
}

const older: Sketch = {
  id: 'BUG-001',
  slug: 'refused',
  title: 'Registry refuses pushes of images',
  about: 'The registry answers every push of an image with error 500.',
};
const newer: Sketch = {
  id: 'BUG-004',
  slug: 'pushes',
  title: 'Image pushes to the registry are refused',
  about: 'Pushing an image to the registry ends with error 500.',
  priority: 'P1',
};
const blocker: Sketch = {
  id: 'BUG-002',
  slug: 'dns',
  title: 'DNS answers slowly',
  about: 'It takes two seconds.',
  priority: 'P3',
};
const waiting: Sketch = {
  id: 'BUG-003',
  slug: 'mail',
  title: 'Mail is late',
  about: 'By hours.',
  priority: 'P0',
  fields: { dependencies: ['BUG-002'] },
};
const replaced: Sketch = {
  id: 'FEAT-001',
  slug: 'mesh',
  title: 'Service mesh',
  about: 'An idea.',
  fields: { superseded_by: 'BUG-002' },
};
const all = [older, newer, blocker, waiting, replaced];

const folderOf = ({ id, slug }: Sketch) =>
  `feature-management/${id.startsWith('BUG') ? 'bugs' : 'features'}/${id}-${slug}`;
const tableFile = 'feature-management/bugs/bugs.md';

function filesOf(item: Sketch): Record<string, string> {
  const { id, title, about, priority = 'P2', fields } = item;
  const isBug = id.startsWith('BUG');
  const report = {
    [isBug ? 'bug_id' : 'feature_id']: id,
    title,
    description: about,
    component: 'platform',
    priority,
    status: 'new',
    updated_date: '2026-01-01',
    ...fields,
  };
  return {
    [`${folderOf(item)}/${isBug ? 'bug_report' : 'feature_request'}.json`]: `${JSON.stringify(report, null, 2)}\n`,
    [`${folderOf(item)}/PROMPT.md`]: `# ${id}: ${title}\n\n${about}\n`,
    [`${folderOf(item)}/TASKS.md`]: `# Tasks of ${id}\n\n## Acceptance Criteria\n\n- [x] Begun\n- [ ] Done: ${id}\n  check: \`true\`\n`,
    [`${folderOf(item)}/notes/log.txt`]: `${id}\n`,
  };
}

const row = ({ id, title, priority = 'P2' }: Sketch) => `| ${id} | ${title} | ${priority} | new | bugs/${id}-x |`;
const table = [
  '# Bugs',
  '',
  '| ID | Title | Priority | Status | Location |',
  '|---|---|---|---|---|',
  ...all.slice(0, 4).map(row),
  '',
].join('\n');

let on: TemporaryRepository;
afterEach(() => on.remove());

function retrospective(dryRun = false) {
  const settings = { ...defaultSettings, push: 'never' as const };
  return runRetrospective(
    { repo_path: on.root, judge: false, dry_run: dryRun },
    new BacklogReaders(),
    settings,
    silent,
  );
}

test('merge, deprecation and priority, with reports, tables and all files of a folder', async () => {
  on = temporaryRepository({ ...Object.assign({}, ...all.map(filesOf)), [tableFile]: table });
  const result = await retrospective();
  expect(result).toMatchObject({
    merges: [{ source: 'BUG-004', target: 'BUG-001' }],
    deprecations: ['FEAT-001'],
    priority_changes: [
      { item_id: 'BUG-002', old: 'low', new: 'critical' },
      { item_id: 'BUG-001', old: 'medium', new: 'high' },
    ],
    refused: [],
    warnings: [],
  });
  expect([on.git('status', '--porcelain'), on.git('rev-list', '--count', 'HEAD')]).toEqual(['', '2']);
  const merged = 'feature-management/completed/BUG-004-pushes';
  expect(JSON.parse(on.read(`${merged}/bug_report.json`))).toMatchObject({
    status: 'merged',
    merged_into: 'BUG-001',
    updated_date: today(),
  });
  expect(on.read(`${merged}/notes/log.txt`)).toBe('BUG-004\n');
  expect(existsSync(join(on.root, folderOf(newer)))).toBe(false);
  const target = on.read(`${folderOf(older)}/TASKS.md`);
  expect(target).toContain(
    '- [x] Begun\n- [ ] Done: BUG-001\n  check: `true`\n\n### From BUG-004\n\n- [ ] Done: BUG-004\n  check: `true`\n',
  );
  expect(target).toContain('> Pushing an image to the registry ends with error 500.');
  expect(JSON.parse(on.read(`${folderOf(older)}/bug_report.json`))).toMatchObject({
    priority: 'P1',
    updated_date: today(),
  });
  expect(JSON.parse(on.read(`${folderOf(blocker)}/bug_report.json`))).toMatchObject({ priority: 'P0' });
  expect(JSON.parse(on.read('feature-management/deprecated/FEAT-001-mesh/feature_request.json'))).toMatchObject({
    status: 'deprecated',
  });
  const rows = on
    .read(tableFile)
    .split('\n')
    .filter((line) => line.startsWith('| BUG'));
  expect(
    rows.map((line) =>
      line
        .split('|')
        .slice(3, 5)
        .map((cell) => cell.trim())
        .join(' '),
    ),
  ).toEqual(['P1 new', 'P1 merged', 'P0 new', 'P0 new']);
});

test('the preview has exactly the files and texts that the retrospective then makes, and changes nothing', async () => {
  on = temporaryRepository({ ...Object.assign({}, ...all.map(filesOf)), [tableFile]: table });
  const told = await retrospective(true);
  const { root, files } = await previewRetrospective(on.root, told, new Date());
  expect([on.git('status', '--porcelain'), on.git('rev-list', '--count', 'HEAD')]).toEqual(['', '1']);
  await retrospective();
  // A minute may begin between the two.
  const timeless = (text: string) => text.replace(/\d\d:\d\d/g, 'hh:mm');
  const texts = files.flatMap(({ path, after }) => (after === undefined ? [] : [[path, timeless(after)]]));
  expect(texts).toEqual(texts.map(([path = '']) => [path, timeless(readFileSync(join(root, path), 'utf8'))]));
  const changed = on.git('diff', '--name-only', '--diff-filter=d', '--no-renames', 'HEAD~1').split('\n');
  const shown = files.map(({ path }) => path);
  expect(changed.filter((path) => !shown.includes(path))).toEqual([expect.stringMatching(/retrospective.*\.md$/)]);
  expect(
    files.find(({ path }) => path === 'feature-management/completed/BUG-004-pushes/bug_report.json')?.before,
  ).toMatch(/^[0-9a-f]{40}$/);
});

test('a table with edits stays as it is, with a warning, and the rest is done', async () => {
  on = temporaryRepository({ ...filesOf(blocker), ...filesOf(waiting), [tableFile]: table });
  on.write(tableFile, `${table}Mine.\n`);
  const result = await retrospective();
  expect(result).toMatchObject({ priority_changes: [{ item_id: 'BUG-002' }], refused: [] });
  expect(result.warnings.join()).toContain(
    'bugs.md has edits of its own that are not committed, so its row of BUG-002 was not changed.',
  );
  expect(on.read(tableFile)).toBe(`${table}Mine.\n`);
});
