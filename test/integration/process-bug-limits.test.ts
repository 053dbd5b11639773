/** process_bug with an agent that goes round in circles, comes to its time limit, or uses more tokens than it may. */
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  byCriterion,
  cleanUps,
  file,
  leftovers,
  log,
  processTask,
  type Stage,
  stage,
  taskText,
  three,
} from '../support/process-stage.ts';
import { sampled } from '../support/sample.ts';
import { claim, type Reply, type Script } from '../support/scripted-model.ts';

sampled(1 / 4);

const [tag = '', replicas = ''] = three;
const setTag = "sed -i 's/1.4.0/1.5.0/' app.yaml";
const cites = (command: string) => ({ command, exit_code: 0, observation: 'as asked' });
const done = (...commands: string[]): Reply => ({
  message: claim({ status: 'done', summary: 'Reached.', evidence: commands.map(cites) }),
});
/** What the prompt says of the try before; empty in the first one. */
const noteIn = (prompt: string) => prompt.split('## The try before this one failed')[1] ?? '';

/** A home without shell profiles, whose words would stand in the output of some commands and not of others. */
function inEmptyHome(at: Stage): Stage {
  const home = join(at.on.root, '.git/home');
  mkdirSync(home);
  const before = process.env['HOME'];
  process.env['HOME'] = home;
  cleanUps.push(() => {
    process.env['HOME'] = before;
  });
  return at;
}

describe('an agent that goes round in circles', () => {
  test('is ended long before its time; the second try is told, and the criterion ends as stuck', async () => {
    const at = inEmptyHome(await stage(() => ({ commands: ['grep 1.5.0 app.yaml'] }), taskText(three)));
    const result = await processTask(at, { timeout_per_section: 300 });
    expect(result).toMatchObject({ status: 'error', sections_completed: [], failed_section: { attempts: 2 } });
    expect(result.failed_section?.reason).toMatch(
      /^Stuck: both tries ran the same commands .* It did the same \d+ times in a row, with the same result and no file changed: `grep 1\.5\.0 app\.yaml` \(exit 1\)\.$/,
    );
    expect(at.on.read(file)).toMatch(/^- .*: Failed after 2 tries: Set the image tag to 1\.5\.0 – Stuck: both tries/m);
    const notes = at.model.turns.map(({ prompt }) => noteIn(prompt)).filter((note) => note !== '');
    expect(notes[0]).toContain('What it ran:\n- `grep 1.5.0 app.yaml` (exit 1)\n');
    expect(notes[0]).toContain('It changed no file.');
    expect(at.on.git('status', '--porcelain')).toBe('');
  });

  test('is none where the same command changes a file each time', async () => {
    const next = "sed -i '0,/todo/s//done/' list.txt";
    const steps = 8;
    const at = inEmptyHome(
      await stage(
        ({ outputs }) => {
          if (outputs.length === 0) return { commands: [`yes todo | head -${steps} > list.txt`] };
          return outputs.length <= steps ? { commands: [next] } : done(next);
        },
        taskText([tag]),
      ),
    );
    expect(await processTask(at)).toMatchObject({ status: 'complete' });
    expect(at.on.read('list.txt')).toBe('done\n'.repeat(steps));
  });
});

describe('a second try', () => {
  test('can take over what the first one did, from where that is kept', async () => {
    const at = await stage(
      ({ prompt, outputs }) => {
        const takeOver = /`(git diff --binary [^`]+)`/.exec(noteIn(prompt))?.[1];
        const first = takeOver === undefined ? `${setTag} && echo "it's new" > "a b's.txt"` : takeOver;
        if (outputs.length === 0) return { commands: [first] };
        return done(takeOver === undefined ? 'make test' : first);
      },
      taskText([tag]),
    );
    expect(await processTask(at)).toMatchObject({ status: 'complete', sections_completed: [tag] });
    expect(at.on.git('show', '--name-only', '--format=', 'HEAD').split('\n')).toEqual(["a b's.txt", 'app.yaml', file]);
    expect(at.on.read("a b's.txt")).toBe("it's new\n");
    expect(leftovers(at.on).split('\n')).toHaveLength(1);
  });
});

describe('an edit of the log alone', () => {
  test('proves nothing, and the failure says so', async () => {
    const entry = `sed -i 's/^- 2026-01-01 09:00.*/&\\n- 2026-01-02 09:00: All is done/' ${file}`;
    const at = await stage(byCriterion({ [tag]: { commands: [entry], cite: [] } }), taskText([tag]));
    const result = await processTask(at);
    expect(result).toMatchObject({ status: 'error', sections_completed: [] });
    expect(result.failed_section?.reason).toContain('It changed nothing but marks and log of its own task.');
    expect(at.on.read(file)).not.toMatch(/^- 2026-01-02/m);
  });
});

describe('at the time limit', () => {
  const checked = [tag, '  check: `grep -q 1.5.0 app.yaml`'];
  const criteria = (...lines: string[]) => taskText(['X']).replace('- [ ] X', lines.join('\n'));
  const hanging: Script = ({ outputs }) => ({ commands: [outputs.length === 0 ? setTag : 'sleep 900'] });

  test('what was claimed is judged: proven, it is recorded', async () => {
    const script: Script = ({ outputs }) =>
      outputs.length === 0 ? { commands: [setTag] } : { ...done(setTag), endless: true };
    const at = await stage(script, taskText([tag]));
    expect(await processTask(at, { timeout_per_section: 8 })).toMatchObject({
      status: 'complete',
      sections_completed: [tag],
      leftovers: [],
    });
    expect(at.on.git('show', '--name-only', '--format=', 'HEAD').split('\n')).toEqual(['app.yaml', file]);
  });

  test('what was claimed is judged: untrue, it is a failure and no time-out', async () => {
    const script: Script = ({ outputs }) =>
      outputs.length === 0 ? { commands: ['ls'] } : { ...done('make test'), endless: true };
    const at = await stage(script, taskText([tag]));
    const result = await processTask(at, { timeout_per_section: 8 });
    expect(result).toMatchObject({ status: 'error', sections_completed: [] });
    expect(result.failed_section?.reason).toContain('Cited as evidence and never run: `make test`');
  });

  test('work that nobody claimed is recorded where its check exits with 0, and the log says so', async () => {
    const at = await stage(hanging, criteria(`- [ ] ${checked[0]}`, checked[1] ?? ''));
    const result = await processTask(at, { timeout_per_section: 8 });
    expect(result).toMatchObject({ status: 'complete', sections_completed: [tag], leftovers: [] });
    expect(at.on.read(file)).toMatch(
      /^- .*: Done: Set the image tag to 1\.5\.0 – Finished after the time limit; proven by its check\.$/m,
    );
    expect(log(at.on, '%b')).toContain('- grep -q 1.5.0 app.yaml (exit 0): run by the engine');
  });

  test('it is not where the check fails; the second try is told, and may build on what is kept', async () => {
    const script: Script = ({ prompt, outputs }) => {
      const takeOver = /`(git diff --binary [^`]+)`/.exec(noteIn(prompt))?.[1];
      if (outputs.length > 0) return takeOver === undefined ? { commands: ['sleep 900'] } : done(takeOver, setTag);
      return { commands: takeOver === undefined ? ['echo half > half.txt'] : [takeOver, setTag] };
    };
    const at = await stage(script, criteria(`- [ ] ${checked[0]}`, checked[1] ?? ''));
    const result = await processTask(at, { timeout_per_section: 8 });
    expect(result).toMatchObject({ status: 'complete', sections_completed: [tag] });
    const note = noteIn(at.model.turns.find(({ prompt }) => noteIn(prompt) !== '')?.prompt ?? '');
    expect(note).toContain('Not finished within 8 s. Check `grep -q 1.5.0 app.yaml` exited with 1');
    expect(note).toContain('- `sleep 900` (not finished)');
    expect(note).toContain('Its time ran out. Build on what it did where that is right');
    expect(at.on.git('show', '--name-only', '--format=', 'HEAD').split('\n')).toEqual(['app.yaml', 'half.txt', file]);
  });

  test('a check that passed before the work began proves none of it that nobody claimed', async () => {
    const at = await stage(hanging, criteria(`- [ ] ${tag}`, '  check: `test -s app.yaml`'));
    const result = await processTask(at, { timeout_per_section: 8 });
    expect(result).toMatchObject({ status: 'needs_decomposition', sections_completed: [] });
    expect(result.failed_section?.reason).toBe(
      'Not finished within 8 s. Check `test -s app.yaml` passed before the work began, so it does not prove it.',
    );
    expect(at.on.git('show', `${result.leftovers[0]}:app.yaml`)).toContain('1.5.0');
    expect(at.on.read('app.yaml')).toContain('1.4.0');
  });

  test('work that is claimed needs no check that failed before', async () => {
    const script: Script = ({ outputs }) => (outputs.length === 0 ? { commands: [setTag] } : done(setTag));
    const at = await stage(script, criteria(`- [ ] ${tag}`, '  check: `test -s app.yaml`'));
    expect(await processTask(at)).toMatchObject({ status: 'complete', sections_completed: [tag] });
  });

  test('a check that passes proves nothing where nothing was changed', async () => {
    const at = await stage(() => ({ commands: ['sleep 900'] }), criteria(`- [ ] ${tag}`, '  check: `true`'));
    const result = await processTask(at, { timeout_per_section: 3 });
    expect(result).toMatchObject({ status: 'needs_decomposition', sections_completed: [] });
  });
});

describe('a limit of tokens', () => {
  /** Each answer of the model counts 100 in and 20 out. */
  const limited = (at: Stage, limits: Partial<Stage['settings']>): Stage => ({
    ...at,
    settings: { ...at.settings, ...limits },
  });

  test('of the criterion ends Codex; that is no failure of the criterion, and nothing is logged', async () => {
    const script: Script = ({ outputs }) =>
      outputs.length < 3 ? { commands: [`echo ${outputs.length} >> app.yaml`] } : { commands: [], delayMs: 300_000 };
    const at = limited(await stage(script, taskText(three)), { tokensPerCriterion: 300 });
    const result = await processTask(at, { timeout_per_section: 300 });
    expect(result).toMatchObject({
      status: 'error',
      failed_section: null,
      commits: [],
      tokens: { input: 300, output: 60 },
    });
    expect(result.message).toContain(
      '"Set the image tag to 1.5.0" was not reached within the limit of tokens. It used 360 tokens (300 in, 60 out); ' +
        'the limit for one criterion is 300 (tokensPerCriterion).',
    );
    expect(result.message).toContain(`git show ${leftovers(at.on)}`);
    expect(log(at.on, '%s')).toBe('first');
    expect(at.on.git('status', '--porcelain')).toBe('');
  });

  test('of the criterion keeps a failed first try from a second one', async () => {
    const script = byCriterion({ [tag]: { commands: ['true'], cite: ['make test'] } });
    const at = limited(await stage(script, taskText(three)), { tokensPerCriterion: 200 });
    const result = await processTask(at);
    expect(result).toMatchObject({ status: 'error', failed_section: null, tokens: { input: 200, output: 40 } });
    expect(result.message).toContain('Cited as evidence and never run: `make test`');
    expect(result.message).toContain('There is no second try: It used 240 tokens');
    expect(log(at.on, '%s')).toBe('first');
  });

  test('of the task begins no further criterion; what is done stays done', async () => {
    const script = byCriterion({ [tag]: { commands: [setTag] }, [replicas]: { commands: ['true'] } });
    const at = limited(await stage(script, taskText(three)), { tokensPerTask: 200 });
    const result = await processTask(at);
    expect(result).toMatchObject({ status: 'error', sections_completed: [tag], failed_section: null });
    expect(result.message).toBe(
      'This run used 240 tokens (200 in, 40 out); the limit for one task is 200 (tokensPerTask). 2 criteria are open. ' +
        'Raise the limit, or run again; each run counts anew.',
    );
  });

  /** The user's own collector, and what asks Codex to send there. */
  async function collector(...exporters: readonly string[]) {
    let exports = 0;
    const server = createServer((request, response) => {
      exports += 1;
      request.resume().once('end', () => response.end('{}'));
    }).listen(0, '127.0.0.1');
    cleanUps.push(async () => void server.close());
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const place = `{otlp-http={endpoint="http://127.0.0.1:${port}/v1/logs",protocol="json"}}`;
    return { config: exporters.map((name) => `otel.${name}=${place}`), exports: () => exports };
  }

  test('leaves an exporter of the user’s own in place: spans tell, and the criterion is ended as ever', async () => {
    // Exporters send once a second; a Codex that is ended sooner has sent nothing.
    const script: Script = ({ outputs }) =>
      outputs.length < 3
        ? { commands: [`${outputs.length === 1 ? 'sleep 3; ' : ''}echo ${outputs.length} >> app.yaml`] }
        : { commands: [], delayMs: 300_000 };
    const own = await collector('exporter');
    const at = await stage(script, taskText(three));
    const codexConfig = [...at.settings.codexConfig, ...own.config];
    const result = await processTask(limited(at, { codexConfig, tokensPerCriterion: 300 }), {
      timeout_per_section: 300,
    });
    expect(own.exports()).toBeGreaterThan(0);
    expect(result).toMatchObject({ status: 'error', failed_section: null, tokens: { input: 300, output: 60 } });
    expect(result.message).toContain('It used 360 tokens (300 in, 60 out); the limit for one criterion is 300');
    expect(result.warnings).toEqual([]);
  });

  test('leaves both exporters of the user’s own in place: tokens are counted by turns, and that is told', async () => {
    const own = await collector('exporter', 'trace_exporter');
    const script = byCriterion({ [tag]: { commands: [setTag] }, [replicas]: { commands: ['true'] } });
    const at = await stage(script, taskText(three));
    const codexConfig = [...at.settings.codexConfig, ...own.config];
    const result = await processTask(limited(at, { codexConfig, tokensPerCriterion: 1, tokensPerTask: 200 }));
    expect(own.exports()).toBeGreaterThan(0);
    expect(result).toMatchObject({ status: 'error', sections_completed: [tag], tokens: { input: 200, output: 40 } });
    expect(result.message).toContain('the limit for one task is 200');
    expect(result.warnings).toContainEqual(
      expect.stringContaining('(otel.exporter and otel.trace_exporter), which stay'),
    );
  });
});
