import { expect, test } from 'vitest';
import { build, type Cases, check, done } from './queue-cases.ts';

const failed = (day: number, criterion = 'Do it') =>
  `- 2026-01-0${day} 09:00: Failed after 2 tries: ${criterion} – Check \`make\` exited with ${day}.`;

const cases: Cases = {
  'a criterion at which three runs failed is not tried a fourth time': {
    tasks: [
      { id: 'TASK-001', priority: 'high', body: ['## Progress Log', '', failed(1), failed(2), failed(3)] },
      { id: 'TASK-002' },
    ],
    queue: ['TASK-001 blocked attempts', 'TASK-002 ready'],
    next: 'TASK-002',
    explains: {
      'TASK-001':
        'Its criterion "Do it" failed in 3 runs from 2026-01-01 09:00 to 2026-01-03 09:00; its progress log says why.',
    },
  },
  'a criterion at which two runs failed is': {
    tasks: [{ id: 'TASK-001', body: ['## Progress Log', '', failed(1), failed(2)] }],
    queue: ['TASK-001 ready'],
  },
  'what a task waits for is told before the runs that failed': {
    tasks: [
      {
        ...{ id: 'TASK-001', fields: ['depends_on: TASK-002'] },
        body: ['## Progress Log', '', failed(1), failed(2), failed(3)],
      },
      { id: 'TASK-002' },
    ],
    queue: ['TASK-001 blocked dependency <- TASK-002', 'TASK-002 ready'],
  },
  'status blocked whose listed blockers are all done is ready, with a note': {
    tasks: [
      { id: 'TASK-001', status: 'blocked', fields: ['blocked_by: TASK-002, ACTION-001'] },
      { id: 'TASK-002', ...done },
    ],
    actions: [{ status: 'completed' }],
    queue: ['TASK-001 ready'],
    problems: ['info status-outdated tasks/active/TASK-001.md:1'],
    explains: {
      'TASK-001':
        'Its status is blocked, but all that it waited for is done (TASK-002 and ACTION-001): ready: its one criterion is open and nothing blocks it.',
    },
  },
  'status blocked with an open blocker waits for that': {
    tasks: [{ id: 'TASK-001', status: 'blocked', fields: ['blocked_by: TASK-002'] }, { id: 'TASK-002' }],
    queue: ['TASK-001 blocked dependency <- TASK-002', 'TASK-002 ready'],
    explains: { 'TASK-001': 'Waits for TASK-002 (1 open criterion).' },
  },
  'status blocked without blockers stays blocked': {
    tasks: [{ id: 'TASK-001', status: 'blocked' }],
    queue: ['TASK-001 blocked status'],
    next: 'nothing',
    explains: {
      'TASK-001': 'Its status is blocked, and it names nothing that it waits for; set it to active once it can go on.',
    },
  },
  'status blocked by what is no id stays blocked': {
    tasks: [
      { id: 'TASK-001', status: 'blocked', fields: ['blocked_by: DNS delegation, TASK-002'] },
      { id: 'TASK-002', ...done },
    ],
    queue: ['TASK-001 blocked status'],
    problems: ['warning condition-in-words tasks/active/TASK-001.md:6'],
    warnings: [
      'TASK-001 names "DNS delegation" as a blocker, which is no id; only a person can tell whether it is met.',
    ],
    explains: {
      'TASK-001':
        'Its status is blocked, and only a person can tell whether "DNS delegation" is met; if so, set it to active.',
    },
  },
  'a blocker in words holds nothing back where the status does not say blocked': {
    tasks: [{ id: 'TASK-001', fields: ['depends_on: the new registry'] }],
    queue: ['TASK-001 ready'],
    problems: ['warning condition-in-words tasks/active/TASK-001.md:6'],
    warnings: ['"the new registry" as a blocker, which is no id; it is not waited for'],
  },
  'status blocked by what is elsewhere stays blocked': {
    tasks: [{ id: 'TASK-001', status: 'blocked', fields: ['blocked_by: BUG-9'] }],
    queue: ['TASK-001 blocked status'],
    problems: ['warning dependency-external tasks/active/TASK-001.md:6'],
    warnings: ['BUG-9'],
    explains: {
      'TASK-001':
        'Its status is blocked, and this repository does not tell whether BUG-9 is done; if so, set it to active.',
    },
  },
  'what lies in blocked/ is blocked, whatever its status': {
    tasks: [
      { id: 'TASK-001', folder: 'blocked', status: 'active' },
      { id: 'TASK-002', folder: 'blocked', fields: ['blocked_by: TASK-003'] },
      { id: 'TASK-003', ...done },
    ],
    queue: ['TASK-001 blocked status', 'TASK-002 ready'],
    problems: ['info status-outdated tasks/blocked/TASK-002-1.md:1'],
    explains: {
      'TASK-001':
        'It lies in tasks/blocked/, and it names nothing that it waits for; move it to tasks/active/ once it can go on.',
      'TASK-002':
        'It lies in tasks/blocked/, but all that it waited for is done (TASK-003): ready: its one criterion is open and nothing blocks it.',
    },
  },
  'what somebody put aside stays blocked, also when nothing stands in its way any more': {
    tasks: [
      { id: 'TASK-001', status: 'deferred', fields: ['depends_on: TASK-003'] },
      { id: 'TASK-002', status: 'On hold' },
      { id: 'TASK-003', ...done },
    ],
    queue: ['TASK-001 blocked status', 'TASK-002 blocked status'],
    explains: {
      'TASK-001': 'Its status is deferred: somebody put it aside; set it to active to go on.',
      'TASK-002': 'Its status is on hold: somebody put it aside; set it to active to go on.',
    },
  },
  'a status that nobody knows blocks, whatever else says that the task can go on': {
    tasks: [
      { id: 'TASK-001', status: 'blokced' },
      { id: 'TASK-002', status: 'activ', folder: 'blocked', fields: ['depends_on: TASK-004'] },
      { id: 'TASK-003', status: 'Whenever', fields: ['depends_on: TASK-001'] },
      { id: 'TASK-004', ...done },
    ],
    queue: ['TASK-001 blocked status', 'TASK-003 blocked dependency <- TASK-001', 'TASK-002 blocked status'],
    next: 'nothing',
    warnings: [
      'tasks/active/TASK-001.md:4: Status "blokced" is unknown, so the task is not started. Did you mean blocked? Use active,',
      'tasks/active/TASK-003-2.md:4: Status "Whenever" is unknown, so the task is not started. Use active,',
      'tasks/blocked/TASK-002-1.md:4: Status "activ" is unknown, so the task is not started. Did you mean active?',
    ],
    explains: {
      'TASK-001': 'Its status "blokced" is no known word (blocked, perhaps); set it to active if it can go on.',
      'TASK-002': 'Its status "activ" is no known word (active, perhaps); set it to active if it can go on.',
    },
  },
  'marks of a merge block, and what the task waits for is named beside it': {
    tasks: [
      { id: 'TASK-001', body: ['<<<<<<< HEAD', '=======', '>>>>>>> main'] },
      { id: 'TASK-002', fields: ['depends_on: TASK-001'], body: ['<<<<<<< HEAD', '=======', '>>>>>>> main'] },
    ],
    queue: ['TASK-001 blocked status', 'TASK-002 blocked status <- TASK-001'],
    next: 'nothing',
    warnings: [
      'tasks/active/TASK-001.md:12: A merge left its marks',
      'tasks/active/TASK-002-1.md:13: A merge left its',
    ],
    explains: {
      'TASK-001': 'A merge left conflict marks in its file, so its status is not certain; resolve them to go on.',
      'TASK-002':
        'A merge left conflict marks in its file, so its status is not certain; resolve them to go on; it also waits for TASK-001 (1 open criterion).',
    },
  },
  'in an archive the folder decides, whatever the word': {
    tasks: [
      { id: 'TASK-001', fields: ['depends_on: TASK-002'] },
      { id: 'TASK-002', ...done, status: 'compelted' },
    ],
    queue: ['TASK-001 ready'],
  },
  'status completed outside completed/ is out of the queue, warned, and meets what depends on it': {
    tasks: [
      { id: 'TASK-001', status: 'completed', criteria: ['- [x] Done'] },
      { id: 'TASK-002', fields: ['depends_on: TASK-001'] },
    ],
    queue: ['TASK-002 ready'],
    problems: ['warning not-archived tasks/active/TASK-001.md:1'],
    warnings: ['TASK-001 is completed but not archived: tasks/active/TASK-001.md belongs in tasks/completed/.'],
  },
  'what is said to be completed and has open criteria says so': {
    tasks: [{ id: 'TASK-001', status: 'completed', criteria: ['- [x] A', '- [ ] B', '- [ ] C'] }],
    queue: [],
    problems: ['warning not-archived tasks/active/TASK-001.md:1'],
    warnings: ['belongs in tasks/completed/. 2 of its 3 criteria are open.'],
  },
  'what lies in completed/ with an open status and open criteria is done, and warned': {
    tasks: [
      { id: 'TASK-001', fields: ['depends_on: TASK-002, TASK-003'] },
      { id: 'TASK-002', folder: 'completed', status: 'active', criteria: ['- [x] A', '- [ ] B', '- [ ] C'] },
      { id: 'TASK-003', folder: 'completed', status: 'compelted', criteria: ['- [ ] A'] },
      { id: 'TASK-004', folder: 'completed', status: 'active', criteria: ['- [x] A'] },
      { id: 'TASK-005', folder: 'completed', status: 'resolved', criteria: ['- [ ] A'] },
      { id: 'TASK-006', folder: 'deprecated', status: 'active', criteria: ['- [ ] A'] },
    ],
    queue: ['TASK-001 ready'],
    problems: [
      'warning archived-open tasks/completed/TASK-002-1.md:1',
      'warning archived-open tasks/completed/TASK-003-2.md:1',
    ],
    warnings: [
      'TASK-002 lies in tasks/completed/ with status active and 2 open criteria; it counts as done. Move it to tasks/active/, or',
      'TASK-003 lies in tasks/completed/ with status compelted and 1 open criterion; it counts as done.',
    ],
  },
  'criteria but none open: ready, and goes straight to verification': {
    tasks: [
      { id: 'TASK-001', criteria: ['- [x] A', '- [x] ~~B~~'] },
      { id: 'TASK-002', criteria: ['- [x] A'] },
    ],
    queue: ['TASK-001 ready', 'TASK-002 ready'],
    explains: {
      'TASK-001': 'Ready: all 2 criteria are done, so it goes straight to verification.',
      'TASK-002': 'Ready: its one criterion is done, so it goes straight to verification.',
    },
  },
  'some criteria open': {
    tasks: [{ id: 'TASK-001', criteria: ['- [ ] Parent', '  - [x] A', '  - [ ] B', '- [x] C'] }],
    queue: ['TASK-001 ready'],
    explains: { 'TASK-001': 'Ready: 1 of 3 criteria is open and nothing blocks it.' },
  },
  'no criteria at all: never complete by itself': {
    tasks: [{ id: 'TASK-001', criteria: [] }],
    queue: ['TASK-001 ready'],
    warnings: ['No acceptance criteria'],
    explains: {
      'TASK-001': 'Ready, but it has no acceptance criteria: it needs some before it can be completed.',
    },
  },
  'a STOP mark blocks, and what the task waits for is named beside it': {
    tasks: [
      { id: 'TASK-001', body: ['## Notes', '- STOP'] },
      { id: 'TASK-002', fields: ['stop: true', 'depends_on: TASK-001'] },
    ],
    queue: ['TASK-001 blocked stop', 'TASK-002 blocked stop <- TASK-001'],
    next: 'nothing',
    explains: {
      'TASK-001': 'Halted by STOP in its notes or log, or by stop: true; remove that to go on.',
      'TASK-002':
        'Halted by STOP in its notes or log, or by stop: true, and waits for TASK-001 (1 open criterion); remove that to go on.',
    },
  },
};

test.each(Object.entries(cases))('%s', (_, expected) => check(expected));

test.each([
  ['completed', 'done'],
  ['Complete', 'done'],
  ['done', 'done'],
  ['merged', 'done'],
  ['resolved', 'done'],
  ['closed', 'done'],
  ['Fixed', 'done'],
  ['implemented', 'done'],
  ['deprecated', 'given up'],
  ['Cancelled', 'given up'],
  ["won't fix", 'given up'],
  ['duplicate', 'given up'],
  ['not a bug', 'given up'],
  ['active', 'ready'],
  ['in progress', 'ready'],
  ['new', 'ready'],
  ['open', 'ready'],
  ['any other word', 'blocked'],
  ['backlog', 'ready'],
  ['todo', 'ready'],
  ['pending', 'ready'],
])('status %s is %s', (status, expected) => {
  const { entries, problems } = build({ tasks: [{ id: 'TASK-001', status }], queue: [] });
  const belongs = problems.some(({ message }) => message.includes('tasks/deprecated/')) ? 'given up' : 'done';
  expect(entries[0]?.status ?? belongs).toBe(expected);
});

test('an item of the standard layout that is resolved belongs in completed/ beside bugs/', () => {
  const tasks = [{ id: 'BUG-001', layout: 'standard', status: 'resolved', criteria: [] } as const];
  expect(build({ tasks, queue: [] }).warnings).toEqual([
    'BUG-001 is resolved but not archived: work/bugs/BUG-001-slug belongs in work/completed/.',
  ]);
});
