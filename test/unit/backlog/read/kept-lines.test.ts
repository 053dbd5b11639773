/** What is kept of a repository says the same as its files, and costs little until somebody looks closer. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildQueue } from '../../../../src/backlog/queue/queue.ts';
import { BacklogReader } from '../../../../src/backlog/read/backlog-reader.ts';
import { KeptLines, keptSources, type ReadingMemory } from '../../../../src/backlog/read/kept-lines.ts';
import type { Backlog } from '../../../../src/backlog/task.ts';
import { type TemporaryRepository, temporaryRepository } from '../../../support/temporary-repository.ts';
import { taskText } from '../task-text.ts';

/** Longer than a file counts as too fresh to be trusted. */
const settled = 130;

const count = 1_200;
const id = (number: number) => `TASK-${String(number).padStart(4, '0')}`;
const file = (number: number) => `tasks/${number % 4 === 0 ? 'active' : 'completed'}/${id(number)}.md`;

/** Tasks in all shapes, an item, a human action, a link and a file that is none. */
function files(): Record<string, string> {
  const all: Record<string, string> = {
    'bugs/BUG-001-web/bug_report.json': JSON.stringify({ bug_id: 'BUG-001', title: 'Web', status: 'new' }),
    'bugs/BUG-001-web/TASKS.md': '# Tasks\n\n- [ ] Mend it\n  - [x] Look\n',
    'human-actions/ACTION-001-key/action_report.json': JSON.stringify({ title: 'Key', status: 'pending' }),
    'tasks/active/notes.md': 'No task.\n',
    'tasks/TASK-9999.md': taskText({ id: 'TASK-9999' }),
  };
  for (let number = 1; number <= count; number += 1) {
    const folder = number % 4 === 0 ? 'active' : 'completed';
    const fields =
      number % 3 === 0 ? [`depends_on: [${id(number - 1)}, key is there]`, 'verify: {urls: [no url]}'] : [];
    const criteria = ['- [x] Über `a\tb` → "c"', '- [ ] ~~Gone~~ (waived)', '  - [ ] Below', '    check: `true`'];
    const body = [
      '## Description',
      '',
      `What ${number} is about.`,
      '',
      '## Notes',
      '',
      number % 7 === 0 ? 'STOP' : '-',
    ];
    all[file(number)] = taskText({ id: id(number), folder, fields, criteria: criteria.slice(0, number % 5), body });
  }
  return all;
}

/** Keeps it for the next reader. */
class Memory implements ReadingMemory {
  bytes: Buffer | undefined;
  /** How many reads there were. */
  reads = 0;
  readonly failures: unknown[] = [];

  recall() {
    const { bytes } = this;
    if (bytes === undefined) return undefined;
    return {
      read: (start: number, length: number) => {
        this.reads += 1;
        return (this.bytes ?? bytes).subarray(start, start + length);
      },
    };
  }

  failed(error: unknown) {
    this.failures.push(error);
  }

  async keep(bytes: Buffer) {
    this.bytes = bytes;
  }
}

let repository: TemporaryRepository;
let memory: Memory;
beforeEach(async () => {
  repository = temporaryRepository(files());
  await sleep(settled);
  memory = new Memory();
  const first = new BacklogReader(repository.root, memory);
  await first.read();
  await first.keep();
});
afterEach(() => repository.remove());

/** As the next window reads it. */
const next = (): Promise<Backlog> => new BacklogReader(repository.root, memory).read();
/** As somebody reads it who remembers nothing. */
const anew = (): Promise<Backlog> => new BacklogReader(repository.root).read();

test('it is the same backlog, and the same queue', async () => {
  const [recalled, read] = [await next(), await anew()];
  expect(memory.reads).toBe(2);
  const queue = (backlog: Backlog) => buildQueue(backlog).entries.map(({ task: _, ...entry }) => entry);
  expect(queue(recalled)).toEqual(queue(read));
  expect(memory.reads).toBe(2);
  expect(recalled).toEqual(read);
  expect(memory.reads).toBeGreaterThan(count);
});

test('whoever looks at a task reads the rest of this one, once', async () => {
  const task = (await next()).tasks.find((one) => one.id === id(8));
  const before = memory.reads;
  expect([task?.criteria[0]?.text, task?.description]).toEqual(['Über `a\tb` → "c"', 'What 8 is about.']);
  expect(task?.criteria).toBe(task?.criteria);
  expect(memory.reads).toBe(before + 1);
});

test('what has changed since is read, what is new too, and what is gone is gone', async () => {
  repository.write(file(4), taskText({ id: id(4), title: 'Changed' }));
  repository.write('tasks/active/TASK-5000.md', taskText({ id: 'TASK-5000', title: 'New' }));
  repository.write('bugs/BUG-001-web/TASKS.md', '# Tasks\n\n- [x] Mend it\n');
  rmSync(join(repository.root, file(8)));
  const recalled = await next();
  expect(recalled).toEqual(await anew());
  expect(recalled.tasks.filter(({ title }) => title === 'Changed' || title === 'New')).toHaveLength(2);
  expect(recalled.tasks.some((task) => task.id === id(8))).toBe(false);
});

test('all is read where many are archived: the archived ones were kept whole', async () => {
  const { isWhole } = await new BacklogReader(repository.root, memory).glance();
  expect(isWhole).toBe(true);
});

describe('is written', () => {
  test('anew only where much has changed', async () => {
    const [before, reader] = [memory.bytes, new BacklogReader(repository.root, memory)];
    await reader.read();
    await reader.keep();
    expect(memory.bytes).toBe(before);
    for (let number = 1; number <= 101; number += 1) repository.write(file(number), taskText({ id: id(number) }));
    await sleep(settled);
    await reader.read();
    await reader.keep();
    expect(memory.bytes).not.toBe(before);
    expect(await next()).toEqual(await anew());
  });

  test('only of large repositories', async () => {
    for (let number = 900; number <= count; number += 1) rmSync(join(repository.root, file(number)));
    const small = new Memory();
    const reader = new BacklogReader(repository.root, small);
    await reader.read();
    await reader.keep();
    expect(small.bytes).toBeUndefined();
  });
});

describe('is not believed where it', () => {
  test.each<[string, (bytes: Buffer) => Buffer]>([
    ['is empty', () => Buffer.from('')],
    ['ends too early', (bytes) => bytes.subarray(0, 5000)],
    ['is something else', () => Buffer.from(`${'9'.padStart(15, '0')}\n{"a":"b"}\n`)],
    ['has another title', (bytes) => Buffer.from(bytes.toString('latin1').replace('Title', 'Titel'), 'latin1')],
  ])('%s', async (_what, broken) => {
    memory.bytes = broken(memory.bytes ?? Buffer.from(''));
    expect(await next()).toEqual(await anew());
    expect(memory.failures).toHaveLength(1);
  });

  test.each<[string, (bytes: Buffer) => Buffer]>([
    ['ends within the criteria', (bytes) => bytes.subarray(0, -9000)],
    ['has another criterion', (bytes) => Buffer.from(bytes.toString('latin1').replaceAll('Gone', 'Kept'), 'latin1')],
  ])('%s: the files say them', async (_what, broken) => {
    memory.bytes = broken(memory.bytes ?? Buffer.from(''));
    expect(await next()).toEqual(await anew());
    expect(memory.failures).toEqual([]);
  });

  test('was replaced meanwhile: the files say the rest, and nothing of a file that has gone', async () => {
    const [recalled, read] = [await next(), await anew()];
    memory.bytes = Buffer.from('of another window');
    rmSync(join(repository.root, file(8)));
    const of = (backlog: Backlog, number: number) => backlog.tasks.find((task) => task.id === id(number));
    expect(of(recalled, 4)).toEqual(of(read, 4));
    expect([of(read, 8)?.criteria.length, of(recalled, 8)?.criteria]).toEqual([2, []]);
  });
});

test('what is to be read again in any case is not kept', () => {
  const lines = new KeptLines();
  const source = { key: file(4), names: [`${id(4)}.md`] };
  lines.add({ source, piece: {}, folderPath: '/tasks', isWhole: true, known: undefined });
  lines.add({ source, piece: {}, folderPath: '/tasks', isWhole: false, known: [] });
  const read = (start: number, length: number) => lines.bytes().subarray(start, start + length);
  expect([...keptSources({ read }, () => expect.unreachable())]).toEqual([]);
});
