// biome-ignore-all lint/suspicious/noTemplateCurlyInString: code as text, with templates in it.
/**
 * What people see in the editor can be translated: in src/editor no text stands without `l10n.t`. Not translated are ids, the log,
 * what goes into files, and the words of git, the command line and the engine.
 */
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { textsOfCode } from '../../../build/l10n.ts';
import bundle from '../../../l10n/bundle.l10n.json' with { type: 'json' };
import { earlyTranslations, plainTexts } from '../../support/editor-texts.ts';

const folder = fileURLToPath(new URL('../../../src/editor/', import.meta.url));
const files = globSync('**/*.ts', { cwd: folder }).map((file) => ({
  file: file.replaceAll('\\', '/'),
  code: readFileSync(`${folder}${file}`, 'utf8'),
}));

/** Nothing in these files is for people, or it is not theirs to be translated. */
const exceptFiles = [
  'graph/graph-html.ts', // the page's policy; its title is translated
  'language/mark-pictures.ts',
  'language/task-snippet.ts', // goes into a task file
  'started-text.ts', // the log
  'step-sides.ts', // git's words
];

/** Words that are no texts, or are names. */
const exceptTexts: Readonly<Record<string, readonly string[]>> = {
  'commands/agree-on-run.ts': ['{} was not started: nobody agreed to what it may do in {}.'], // the log
  'commands/decide-step.ts': ['before, {}', 'after, {}'], // names of sets of documents
  'commands/doctor.ts': ['with tasks'],
  'commands/initialize-repository.ts': ['without tasks'],
  'commands/new-work-item.ts': ['with tasks'],
  'consent/run-terms.ts': ['The session'], // its name in the log
  'git-standing.ts': ['{} has no commit yet. Make a first commit, then run again.'], // as the engine says it
  'ids.ts': ['Agent Toolkit', 'Agent Toolkit: Codex', 'Agent Toolkit: Verification'], // output channels
  'language/task-diagnostics.ts': ['Agent Toolkit'],
  'new-item/questions.ts': ['critical', 'high', 'medium', 'low'], // values of a file
  'run-state.ts': ['Session', 'Retrospective', 'rolling back', 'looking back', 'rolled back'], // ids of items, stages, standings
  'server-names.ts': ['Agent Toolkit: {}'],
  'session-elsewhere.ts': ['running elsewhere'],
  'session-process.ts': ['The session has no output.'], // cannot be
  'session-state.ts': ['looking back'],
  'session-status.ts': ['Agent Toolkit, {}'],
};
/** Ids of rows and groups, classes and fonts of the page. */
const noText = /^\{\}\||^(?:priority|label) \{\}$/;
const pageOnly = /^(?:corner|edge) \{\}$|^(?:bar filled|minimap hidden|symbol turning)$|^13px /;

function isException(file: string, text: string): boolean {
  if (noText.test(text) || (file.startsWith('graph/page/') && pageOnly.test(text))) return true;
  return exceptFiles.includes(file) || exceptTexts[file]?.includes(text) === true;
}

test('no text stands without `l10n.t`', () => {
  const plain = files.flatMap(({ file, code }) =>
    plainTexts(code)
      .filter(({ text }) => !isException(file, text))
      .map(({ line, text }) => `${file}:${line} ${text}`),
  );
  expect(plain).toEqual([]);
});

test('no exception is left over', () => {
  const all = new Map(files.map(({ file, code }) => [file, plainTexts(code).map(({ text }) => text)]));
  const dead = Object.entries(exceptTexts).flatMap(([file, texts]) =>
    texts.filter((text) => all.get(file)?.includes(text) !== true).map((text) => `${file}: ${text}`),
  );
  expect([...dead, ...exceptFiles.filter((file) => !all.has(file))]).toEqual([]);
});

test('none is translated while modules are loaded, when the language is not known yet', () => {
  const early = files.flatMap(({ file, code }) => earlyTranslations(code).map((line) => `${file}:${line}`));
  expect(early).toEqual([]);
});

test('l10n/bundle.l10n.json has the texts of the code, and no other: `npm run l10n` writes it', async () => {
  const texts = await textsOfCode();
  expect(bundle).toEqual(texts);
  expect(Object.keys(bundle)).toEqual(Object.keys(texts));
});

test('each value has its number in the key: after an escape in the code the tool for translators gives its name instead', () => {
  expect(Object.keys(bundle).filter((key) => key.includes('${'))).toEqual([]);
  const escaped = files.flatMap(({ file, code }) =>
    [...code.matchAll(/l10n\.t`(?:[^`\\$]|\$\{[^}]*\}|\$(?!\{))*\\[^`]*/g)].map(([text]) => `${file}: ${text}`),
  );
  expect(escaped).toEqual([]);
});

describe('the rule finds', () => {
  test.each([
    ["window.showInformationMessage('Done.')", 'Done.'],
    ["window.showQuickPick(picks, { placeHolder: 'which' })", 'which'],
    ['window.showWarningMessage(`${id} is gone.`)', '{} is gone.'],
    ["const row = { label: isOpen ? 'open' : l10n.t('done') };", 'open'],
    ["const row = { label: `$(add) ${'new'}` , tooltip: 'x' + 'old one' };", 'old one'],
    ["new MarkdownString('help')", 'help'],
    ["new Diagnostic(range, 'It is wrong.')", 'It is wrong.'],
    ["item.text = 'Agent is idle';", 'Agent is idle'],
    ["throw new Error('It cannot be read.');", 'It cannot be read.'],
  ])('%s', (code, text) => expect(plainTexts(code).map((one) => one.text)).toContain(text));
});

describe('the rule lets pass', () => {
  test.each([
    "window.showInformationMessage(l10n.t('Done.'))",
    'const row = { label: l10n.t`${id} is gone.`, icon: "pass" };',
    "const row = { label: `$(add) ${l10n.t('New')}` };",
    "channels.write('log', 'info', 'It has begun.')",
    "if (kind === 'rolling back') stop();",
    "type Kind = 'One Two' | 'three';",
    "import x from './some file.ts';",
    "row(l10n.t({ message: '{0} open', args: [n], comment: ['Of criteria'] }))",
  ])('%s', (code) => expect(plainTexts(code)).toEqual([]));

  test('and finds what is translated too early', () => {
    expect(earlyTranslations("const a = l10n.t('A');\nconst b = () => l10n.t('B');\nconst c = [l10n.t`C`];")).toEqual([
      1, 3,
    ]);
  });
});
