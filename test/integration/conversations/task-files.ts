/** Only the engine ticks: what the agent does to task files and to what steers the engine is put back, prose stays. */
import { file, taskText } from '../../support/process-stage.ts';
import { agent, type Conversation, done, edits, logged, raise, stuck, tag, ticked, untouched } from './conversation.ts';

const other = 'tasks/backlog/TASK-002.md';
const otherText = taskText(['Other']).replaceAll('TASK-001', 'TASK-002');
const later = 'Raise replicas to 3';
const two = taskText([tag, later]);
const action = 'human-actions/ACTION-001-x/action_report.json';

/** The work is done, and this besides; all of it is put back, kept and told. */
function besides(
  name: string,
  command: string,
  kept: readonly string[],
  more: Partial<Conversation> = {},
): Conversation {
  const paths = kept.map((line) => line.slice(2)).join(', ');
  return {
    name,
    task: two,
    files: { [other]: otherText, [action]: '{"id":"ACTION-001","status":"pending"}\n' },
    input: { max_iterations: 1 },
    model: agent({ runs: [command, raise], cites: [raise] }),
    expected: {
      status: 'needs_decomposition',
      says: [`The agent edited what only people and the engine may (${paths}); put back`],
      commits: [done(tag, 'M\tapp.yaml')],
      bytes: ticked(tag),
      // The ref holds all that the criterion changed.
      kept: [[...kept, 'M\tapp.yaml'].toSorted((one, two) => (one.slice(2) < two.slice(2) ? -1 : 1))],
    },
    ...more,
  };
}

export const taskFiles: readonly Conversation[] = [
  besides('ticking its own box', `sed -i 's/\\[ \\] Set/[x] Set/' ${file}`, [`M\t${file}`]),
  besides('ticking the box of another criterion', `sed -i 's/\\[ \\] Raise/[x] Raise/' ${file}`, [`M\t${file}`]),
  besides(
    'ticking all boxes of all tasks',
    `sed -i 's/\\[ \\]/[x]/' ${file} ${other}`,
    [`M\t${file}`, `M\t${other}`].toSorted(),
  ),
  besides('deleting a criterion', `sed -i '/Raise replicas/d' ${file}`, [`M\t${file}`]),
  besides('deleting its own criterion', `sed -i '/Set the image/d' ${file}`, [`M\t${file}`]),
  besides('making a criterion easier', `sed -i 's/replicas to 3/replicas/' ${file}`, [`M\t${file}`]),
  besides('writing a check of its own', `sed -i 's/^- \\[ \\] Raise.*/&\\n  check: \`true\`/' ${file}`, [`M\t${file}`]),
  besides('editing the front matter', `sed -i 's/priority: high/priority: low/' ${file}`, [`M\t${file}`]),
  besides('switching its verification off', `sed -i 's/^labels/verify: none\\nlabels/' ${file}`, [`M\t${file}`]),
  besides('deleting the task file', `rm ${file}`, [`D\t${file}`]),
  besides('moving the task to completed', `mkdir -p tasks/completed && mv ${file} tasks/completed/`, [
    `D\t${file}`,
    `A\t${file.replace('active', 'completed')}`,
  ]),
  besides('replacing the task file by a link', `mv ${file} docs.md && ln -s ../../docs.md ${file}`, [`T\t${file}`], {
    expected: {
      status: 'needs_decomposition',
      says: [`may (${file}); put back`],
      commits: [done(tag, 'M\tapp.yaml', 'A\tdocs.md')],
      bytes: ticked(tag),
      kept: [['M\tapp.yaml', 'A\tdocs.md', `T\t${file}`]],
    },
  }),
  besides('editing another task', `sed -i 's/status: active/status: blocked/; s/Other/Another/' ${other}`, [
    `M\t${other}`,
  ]),
  besides('deleting another task', `rm ${other}`, [`D\t${other}`]),
  besides('a second file of its task', `cp ${file} tasks/backlog/TASK-1.md`, ['A\ttasks/backlog/TASK-1.md']),
  besides('an archived task', `mkdir tasks/completed; cp ${other} tasks/completed/TASK-777.md`, [
    'A\ttasks/completed/TASK-777.md',
  ]),
  besides('the configuration of the engine', `echo '{"verify":"none"}' > .agent-config.json`, [
    'A\t.agent-config.json',
  ]),
  besides('a human action that it calls done', `echo '{}' > ${action}`, [`M\t${action}`]),
  {
    name: 'the recorded context, where git ignores the file',
    prepare: (on) => on.write('.agent-state.json', '{"session_id":"s1"}'),
    files: { '.gitignore': '.agent-state.json\n' },
    model: agent({ runs: [`echo '{"cluster_context":"prod"}' > .agent-state.json`, raise], cites: [raise] }),
    expected: {
      status: 'complete',
      says: ['.agent-state.json changed while the criterion ran'],
      commits: [done(tag, 'M\tapp.yaml')],
      bytes: ticked(tag),
      kept: [['file TASK-001-agent-state.json']],
    },
  },
  {
    name: 'prose of the agent in the task stays',
    model: agent({ runs: [`sed -i 's/Trailing blanks stay./Fixed by the agent./' ${file}`] }),
    expected: {
      status: 'complete',
      commits: [done(tag)],
      bytes: edits((before) => before.replace('Trailing blanks stay.', 'Fixed by the agent.'), ticked(tag)),
    },
  },
  {
    name: 'a line of its own in the progress log stays, and the engine adds its own',
    model: agent({ runs: [`sed -i 's/^- 2026.*/&\\n- 2026-01-01 10:00: Looked at it/' ${file}`, raise] }),
    expected: {
      status: 'complete',
      commits: [done(tag, 'M\tapp.yaml')],
      bytes: edits((before) => before.replace('created\n', 'created\n- 2026-01-01 10:00: Looked at it\n'), ticked(tag)),
    },
  },
  {
    name: 'a new task that it writes stays, and is committed',
    model: agent({
      runs: [`sed 's/TASK-001/TASK-003/; s/- \\[ \\].*/- [ ] Follow up/' ${file} > tasks/active/TASK-003.md`, raise],
    }),
    expected: {
      status: 'complete',
      commits: [done(tag, 'M\tapp.yaml', 'A\ttasks/active/TASK-003.md')],
      bytes: ticked(tag),
    },
  },
  {
    name: 'a criterion that asks for an edit of the front matter is a person’s to tick',
    task: taskText(['Set priority of TASK-001.md to low']),
    model: agent({ runs: [`sed -i 's/priority: high/priority: low/' ${file}`] }),
    expected: {
      status: 'error',
      commits: [logged('Set priority of TASK-001.md to low')],
      bytes: stuck(
        'Set priority of TASK-001.md to low',
        `The claim rests on an edit of ${file} that only people and the engine may make; it was put back. Where the ` +
          'criterion needs that edit, a person has to make it and tick the criterion. It changed nothing but marks and log of its own task.',
      ),
      kept: [[`M\t${file}`], [`M\t${file}`]],
    },
  },
  {
    name: 'the user’s own edits beside the work stay, and are not committed',
    prepare: (on) => {
      on.write('mine.txt', "the user's own edit\n");
      on.write('untracked.txt', 'mine too\n');
      on.write('staged.txt', 'and staged\n');
      on.git('add', 'staged.txt');
    },
    model: agent({ runs: [raise] }),
    expected: {
      status: 'complete',
      commits: [done(tag, 'M\tapp.yaml')],
      bytes: ticked(tag),
      left: ['M mine.txt', 'A  staged.txt', '?? untracked.txt'],
    },
  },
  {
    name: 'touching the user’s own edit stops; both versions are kept',
    prepare: (on) => on.write('mine.txt', "the user's own edit\n"),
    model: agent({ runs: ['echo agent >> mine.txt', raise] }),
    expected: {
      status: 'error',
      says: ['files that had uncommitted edits before: mine.txt'],
      commits: [],
      bytes: untouched,
      kept: [['M\tapp.yaml', 'M\tmine.txt']],
      left: ['M mine.txt'],
    },
  },
  {
    name: 'true only with the user’s uncommitted edit',
    prepare: (on) => on.write('app.yaml', 'tag: 1.5.0\n'),
    model: agent({ runs: ['grep 1.5.0 app.yaml'], says: 'already_done' }),
    expected: {
      status: 'error',
      says: ['is true with your uncommitted edits (app.yaml)'],
      commits: [],
      bytes: untouched,
      left: ['M app.yaml'],
    },
  },
  {
    name: 'a check that is true only with the user’s uncommitted edit, whatever else the work changed',
    task: taskText([`${tag}\n  check: \`grep 1.5.0 app.yaml\``]),
    prepare: (on) => on.write('app.yaml', 'tag: 1.5.0\n'),
    model: agent({ runs: ['echo Rolled out. > runbook.md'] }),
    expected: {
      status: 'error',
      says: ['is true with your uncommitted edits (app.yaml)'],
      commits: [],
      bytes: untouched,
      kept: [['A\trunbook.md']],
      left: ['M app.yaml'],
    },
  },
];
