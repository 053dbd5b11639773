/** process_bug on a criterion at which earlier runs failed: the task file alone says how often. */
import { expect, test } from 'vitest';
import { BacklogReaders } from '../../src/backlog/read/backlog-readers.ts';
import { scanPrioritize } from '../../src/tools/scan-prioritize.ts';
import { byCriterion, file, processTask, type Stage, stage, taskText, three } from '../support/process-stage.ts';
import { sampled } from '../support/sample.ts';
import { claim, type Script } from '../support/scripted-model.ts';

sampled(1 / 4);

const [tag = '', replicas = ''] = three;

/** The agent gives up at the first criterion until told otherwise. */
const failing = byCriterion({ [tag]: { commands: ['true'], status: 'blocked' } });

async function queueOf(at: Stage) {
  const { priority_queue: queue } = await scanPrioritize(
    { repo_path: at.on.root, sync_remote: false },
    new BacklogReaders(),
    at.context,
  );
  return queue.map(({ item_id, status, blocked_reason }) => ({ item_id, status, blocked_reason }));
}

test('after three runs that failed at it, a criterion is tried again only when asked for, or when its text is another', async () => {
  const at = await stage(failing, taskText(three));
  for (const _ of [1, 2, 3]) expect(await processTask(at)).toMatchObject({ failed_section: { criterion: tag } });
  expect(at.on.read(file).match(/^- .*: Failed after 1 try: Set the image tag to 1\.5\.0 – /gm)).toHaveLength(3);
  expect(await queueOf(at)).toEqual([{ item_id: 'TASK-001', status: 'blocked', blocked_reason: 'attempts' }]);

  const turns = at.model.turns.length;
  const refused = await processTask(at);
  expect(refused).toMatchObject({ status: 'error', commits: [], failed_section: null });
  expect(refused.message).toMatch(
    /^Its criterion "Set the image tag to 1\.5\.0" failed in 3 runs from [\d-]+ [\d:]+ to [\d-]+ [\d:]+; its progress log says why\. The last run: Reached: .* Change what stands in its way, then try again with --again \(again: true\); or mend the text of the criterion, which counts anew\.$/,
  );
  expect(at.model.turns).toHaveLength(turns);

  expect(await processTask(at, { again: true })).toMatchObject({ failed_section: { criterion: tag } });
  expect((await processTask(at)).message).toContain('failed in 4 runs');

  at.on.commit({ [file]: at.on.read(file).replace(`- [ ] ${tag}`, '- [ ] Set the image tag') });
  expect(await queueOf(at)).toMatchObject([{ status: 'ready' }]);
});

test('a recorded success begins a new count', async () => {
  const run = (day: number) => `- 2026-01-0${day} 09:00: Failed after 2 tries: ${tag} – No.`;
  const text = taskText([tag, replicas]).replace(/^- 2026-01-01.*$/m, [run(1), run(2), run(3)].join('\n'));
  let isTagReached = true;
  const script: Script = ({ prompt, outputs }) => {
    if (outputs.length === 0) return { commands: ['date >> app.yaml'] };
    const isTag = prompt.includes(`Criterion: ${tag}`);
    return { message: claim({ status: isTag && isTagReached ? 'done' : 'blocked', summary: 'Ask Ann.' }) };
  };
  const at = await stage(script, text);
  expect(await processTask(at, { again: true })).toMatchObject({
    sections_completed: [tag],
    failed_section: { criterion: replicas },
  });
  // A person takes the success back: what failed before it no longer counts.
  isTagReached = false;
  at.on.commit({ [file]: at.on.read(file).replace(`- [x] ${tag}`, `- [ ] ${tag}`) });
  expect(await processTask(at)).toMatchObject({ failed_section: { criterion: tag } });
});
