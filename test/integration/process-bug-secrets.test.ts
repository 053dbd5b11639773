/** process_bug: nothing that looks like a secret is committed, and nothing of the engine repeats it. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Settings } from '../../src/tools/settings.ts';
import { byCriterion, log, processTask, stage, taskText, three } from '../support/process-stage.ts';
import { sampled } from '../support/sample.ts';
import { ciphertext, secret, sopsBlock } from '../support/secret-cases.ts';
import type { TemporaryRepository } from '../support/temporary-repository.ts';

sampled(1 / 4);

const one = three[0] ?? '';
const value = 'hunter2-in-clear';
const file = 'deploy/shop.yaml';

afterEach(() => vi.unstubAllEnvs());

/** One criterion, for which the agent writes the text to the file. */
async function write(
  text: string,
  prepare: (on: TemporaryRepository) => void = () => {},
  settings: Partial<Settings> = {},
) {
  const proof = `grep -c : ${file}`;
  const commands = [`mkdir -p deploy && cat > ${file} <<'EOF'\n${text}EOF`, proof];
  const at = await stage(
    byCriterion({ [one]: { commands, cite: [proof] } }),
    taskText([one]).replace('[configuration]', '[deployment]'),
    {
      origin: true,
    },
  );
  prepare(at.on);
  const lines: string[] = [];
  const context = { ...at.context, log: (_channel: string, _level: string, line: string) => void lines.push(line) };
  const result = await processTask({ ...at, context, settings: { ...at.settings, ...settings } });
  return { at, result, said: JSON.stringify([result, lines, at.progress]) };
}

describe('a Secret in clear', () => {
  test('stops before the commit: kept, put back, named by file and line, and never repeated', async () => {
    const { at, result, said } = await write(secret(`stringData:\n  database: ${value}`));
    expect(result).toMatchObject({ status: 'error', sections_completed: [], commits: [], pushed: false });
    expect(result.message).toContain(`${file}:6 (Kubernetes Secret in clear (stringData.database))`);
    expect(result.message).toContain(`git update-ref -d ${result.leftovers[0]}`);
    expect(said).not.toContain(value);
    expect(log(at.on, '%s')).toBe('first');
    expect(at.on.git('ls-remote', 'origin', 'refs/heads/main')).toContain(at.on.git('rev-parse', 'HEAD'));
    expect(at.on.git('status', '--porcelain')).toBe('');
    expect(result.leftovers).toHaveLength(1);
    expect(at.on.git('show', `${result.leftovers[0]}:${file}`)).toContain(value);
  });

  test('an allowance that the agent writes beside it does not count', async () => {
    const text = `# secretlint-disable\n${secret(`stringData:\n  password: ${value}`)}`;
    const { result } = await write(text);
    expect(result.message).toContain(`${file}:7 `);
  });

  test('the user’s own settings take a path out', async () => {
    const text = secret(`stringData:\n  password: ${value}`);
    const { at, result } = await write(text, undefined, { secretsIgnore: ['deploy/*.yaml'] });
    expect(result.sections_completed).toEqual([one]);
    expect(at.on.git('show', `HEAD:${file}`)).toContain(value);
  });
});

test('the value of a variable that the agent gets stops the run wherever it is written', async () => {
  vi.stubEnv('SHOP_API_TOKEN', 'q8Zr2mLw-made-up');
  const at = await stage(
    byCriterion({ [one]: { commands: ['printf "kind: ConfigMap\\ndata: {t: $SHOP_API_TOKEN}\\n" > map.yaml'] } }),
    taskText([one]),
  );
  const result = await processTask({ ...at, settings: { ...at.settings, passEnvironment: ['SHOP_API_TOKEN'] } });
  expect(result).toMatchObject({ status: 'error', commits: [] });
  expect(result.message).toContain('map.yaml:2 (value of the variable SHOP_API_TOKEN)');
  expect(JSON.stringify([result, at.progress])).not.toContain('q8Zr2mLw');
  expect([log(at.on, '%s'), at.on.git('status', '--porcelain')]).toEqual(['first', '']);
});

test('an encrypted one is committed and pushed; a broken .sops.yaml is a warning', async () => {
  const text = secret(`stringData:\n  password: ${ciphertext}\n${sopsBlock()}`);
  const { at, result } = await write(text, (on) => on.commit({ '.sops.yaml': 'creation_rules:\n  - path_regex: (\n' }));
  expect(result).toMatchObject({ sections_completed: [one], pushed: true });
  expect(at.on.git('show', `HEAD:${file}`)).toContain('ENC[');
  expect(result.warnings.join()).toContain('.sops.yaml:2: no pattern of SOPS');
});

test('a file that .sops.yaml wants encrypted stops the run', async () => {
  const rules = 'creation_rules:\n  - path_regex: ^deploy/\n';
  const { result, said } = await write(`password: ${value}\n`, (on) => on.commit({ '.sops.yaml': rules }));
  expect(result.status).toBe('error');
  expect(result.message).toContain(`${file}:1 (file that .sops.yaml wants encrypted, in clear (password))`);
  expect(said).not.toContain(value);
});

test('what somebody writes into a file after it was scanned is not committed', async () => {
  const at = await stage(byCriterion({ [one]: { commands: ['echo "tag: 1.5.0" > app.yaml'] } }), taskText([one]));
  const progress: typeof at.context.progress = ({ stage: reached }) => {
    if (reached === 'committing') at.on.write('app.yaml', `password: ${value}\n`);
  };
  const result = await processTask({ ...at, context: { ...at.context, progress } });
  expect(result).toMatchObject({ status: 'error', sections_completed: [], commits: [] });
  expect(result.message).toMatch(/^app\.yaml changed after the work was judged and before it was committed\./);
  expect([log(at.on, '%s'), at.on.git('status', '--porcelain')]).toEqual(['first', '']);
  expect(at.on.git('show', `${result.leftovers[0]}:app.yaml`)).toBe(`password: ${value}`);
});

describe('files that are no plain text', () => {
  const token = ['glpat', 'aZ3kQ9xW7bT1mP5rLcV8'].join('-');
  const utf16 = (mark: string) => `iconv -f UTF-8 -t ${mark} > s.yaml`;
  const manifest = `printf 'apiVersion: v1\\nkind: Secret\\nmetadata: {name: x}\\nstringData: {t: ${value}}\\n'`;
  test.each([
    ['UTF-16 with a mark', `${manifest} | ${utf16('UTF-16')}`, 's.yaml:4 (Kubernetes Secret in clear'],
    ['UTF-16 without one', `${manifest} | ${utf16('UTF-16BE')}`, 's.yaml:4 (Kubernetes Secret in clear'],
    ['a NUL byte', `printf 'a\\nk: ${token}\\n\\0' > bin.dat`, 'bin.dat:2 ('],
    ['the end of a long file', `(yes 'key: value' | head -n 150000; echo 'k: ${token}') > big.txt`, 'big.txt:150001 ('],
  ])('%s', async (_case, command, expected) => {
    const at = await stage(byCriterion({ [one]: { commands: [command] } }), taskText([one]));
    const result = await processTask(at);
    expect(result.message).toContain(expected);
    expect(log(at.on, '%s')).toBe('first');
  });

  test('a note says what of a binary file was scanned, a warning what of a huge one was not', async () => {
    const commands = ['printf "a\\0b" > logo.png; yes "key: value" | head -c 21000000 > huge.txt'];
    const at = await stage(byCriterion({ [one]: { commands } }), taskText([one]));
    const result = await processTask(at);
    expect(result.sections_completed).toEqual([one]);
    expect(at.on.git('log', '-1', '--format=%B')).toContain('Note: logo.png is binary: only what can be read in it');
    expect(result.warnings.join()).toContain('Only the first 20 MB of huge.txt were scanned for secrets');
  });
});
