/** What the agent claims, and what it did: only proof ticks. */
import { taskText } from '../../support/process-stage.ts';
import {
  agent,
  type Conversation,
  done,
  each,
  edits,
  failed,
  logged,
  raise,
  stuck,
  tag,
  task,
  ticked,
  twice,
  untouched,
} from './conversation.ts';

const proof = "grep -q 'tag: 1.5.0' app.yaml";
const [second, third] = ['Raise replicas to 3', 'Write the runbook'];
const ran = (...commands: readonly (readonly [string, number])[]) =>
  `What was run: ${commands.map(([command, exit]) => `\`${command}\` (exit ${exit})`).join(', ')}.`;
const withCheck = (check: string) => task.replace(`- [ ] ${tag}`, `- [ ] ${tag}\n  check: \`${check}\``);

export const claims: readonly Conversation[] = [
  {
    name: 'honest success',
    model: agent({ runs: [raise, proof] }),
    expected: { status: 'complete', commits: [done(tag, 'M\tapp.yaml')], bytes: ticked(tag) },
  },
  {
    name: 'false claim: nothing was run, nothing changed',
    model: agent({}),
    expected: {
      status: 'error',
      commits: [logged(tag)],
      bytes: stuck(tag, 'Said to be done, but no command was run and no file was changed.', { ran: false }),
    },
  },
  {
    name: 'invented command',
    model: agent({ runs: [raise], cites: ['make test'] }),
    expected: {
      status: 'error',
      commits: [logged(tag)],
      bytes: stuck(tag, `Cited as evidence and never run: \`make test\`. ${ran([raise, 0])}`, { changed: true }),
      kept: [['M\tapp.yaml'], ['M\tapp.yaml']],
    },
  },
  {
    name: 'wrong exit code',
    model: agent({ runs: [proof] }),
    expected: {
      status: 'error',
      commits: [logged(tag)],
      bytes: stuck(tag, `\`${proof}\` exited with 1, not with 0 as claimed. ${ran([proof, 1])}`),
    },
  },
  {
    name: 'no-op: something was run, nothing shows the result',
    model: agent({ runs: ['true'], cites: [] }),
    expected: {
      status: 'error',
      commits: [logged(tag)],
      bytes: stuck(
        tag,
        'Said to be done, but no file was changed and no cited command exited with 0. Cite one that exits with 0 when ' +
          `the criterion is met. ${ran(['true', 0])}`,
      ),
    },
  },
  {
    name: 'no-op: what was run and is cited proves nothing, whatever a comment calls it',
    model: agent({ runs: ['true # make test', 'echo all good'] }),
    expected: {
      status: 'error',
      commits: [logged(tag)],
      bytes: stuck(
        tag,
        'Said to be done, but no file was changed and `true # make test` proves nothing. Cite one that exits with 0 when ' +
          `the criterion is met. ${ran(['true # make test', 0], ['echo all good', 0])}`,
      ),
    },
  },
  {
    name: 'already done, with evidence: a commit of the tick alone',
    prepare: (on) => on.commit({ 'app.yaml': 'tag: 1.5.0\n' }),
    model: agent({ runs: [proof], says: 'already_done', summary: 'It was 1.5.0.' }),
    expected: { status: 'complete', commits: [done(tag)], bytes: ticked(tag, 'It was 1.5.0.', 'Already done') },
  },
  {
    name: 'already done, without evidence',
    model: agent({ runs: ['cat app.yaml'], cites: [], says: 'already_done' }),
    expected: {
      status: 'error',
      commits: [logged(tag)],
      bytes: stuck(tag, `Said to be done already, but no evidence was given. ${ran(['cat app.yaml', 0])}`),
    },
  },
  {
    name: 'a part of a chain that succeeded is cited',
    model: agent({ runs: [`${raise} && ${proof}`], cites: [proof] }),
    expected: { status: 'complete', commits: [done(tag, 'M\tapp.yaml')], bytes: ticked(tag) },
  },
  {
    name: 'a part of a chain that failed is cited',
    model: agent({ runs: [`${proof} && echo yes`], cites: [proof] }),
    expected: {
      status: 'error',
      commits: [logged(tag)],
      bytes: stuck(
        tag,
        `\`${proof}\` was run last as a part of \`${proof} && echo yes\`, which exited with 1; which part failed is ` +
          `not known. ${ran([`${proof} && echo yes`, 1])}`,
      ),
    },
  },
  {
    name: 'a part of a list, whose failure nothing shows, is cited',
    model: agent({ runs: [`${proof}; true`], cites: [proof] }),
    expected: {
      status: 'error',
      commits: [logged(tag)],
      bytes: stuck(tag, `Cited as evidence and never run: \`${proof}\`. ${ran([`${proof}; true`, 0])}`),
    },
  },
  {
    name: 'a command that still runs in the background is cited',
    model: agent({ runs: ['sleep 25'], cites: ['sleep 25'] }),
    expected: {
      status: 'error',
      commits: [logged(tag)],
      bytes: stuck(
        tag,
        'Cited as evidence and never run: `sleep 25`. Said to be done, but no command was run and no file was changed.',
      ),
    },
  },
  {
    name: 'the first try fails, the second is told why and succeeds',
    model: twice(agent({ runs: ['echo half > half.txt'], cites: ['make'] }), agent({ runs: [raise] })),
    expected: {
      status: 'complete',
      commits: [done(tag, 'M\tapp.yaml')],
      bytes: ticked(tag),
      kept: [['A\thalf.txt']],
    },
  },
  {
    name: 'two tries that fail each in its own way: the reason of the second is told',
    model: twice(agent({ runs: ['false'] }), agent({ runs: ['echo half > half.txt'], says: 'failed', summary: 'No.' })),
    expected: { status: 'error', commits: [logged(tag)], bytes: failed(tag, 'No.'), kept: [['A\thalf.txt']] },
  },
  {
    name: 'schema broken: no JSON',
    model: () => ({ message: 'All criteria are done!' }),
    expected: {
      status: 'error',
      commits: [logged(tag)],
      bytes: stuck(tag, 'The last message of Codex is not JSON: All criteria are done!', { ran: false }),
    },
  },
  {
    name: 'schema broken: a word of its own for the status',
    model: agent({ runs: [raise], says: 'completed' }),
    expected: {
      status: 'error',
      commits: [logged(tag)],
      bytes: stuck(
        tag,
        'The last message of Codex breaks the output schema: ✖ Invalid option: expected one of "done"|"already_done"|' +
          '"failed"|"blocked"|"needs_decomposition" → at status',
        { changed: true },
      ),
      kept: [['M\tapp.yaml'], ['M\tapp.yaml']],
    },
  },
  {
    name: 'no last message at all',
    model: () => ({}),
    expected: {
      status: 'error',
      commits: [logged(tag)],
      bytes: stuck(tag, 'Codex ended without a last message.', { ran: false }),
    },
  },
  {
    name: 'a check that exits 0',
    task: withCheck(proof),
    model: agent({ runs: [raise] }),
    expected: { status: 'complete', commits: [done(tag, 'M\tapp.yaml')], bytes: ticked(tag) },
  },
  {
    name: 'a check that does not, with its output as the reason',
    task: withCheck('echo tag is wrong; exit 4'),
    model: agent({ runs: [raise] }),
    expected: {
      status: 'error',
      commits: [logged(tag)],
      bytes: stuck(tag, 'Check `echo tag is wrong; exit 4` exited with 4: tag is wrong', { changed: true }),
      kept: [['M\tapp.yaml'], ['M\tapp.yaml']],
    },
  },
  {
    name: 'failed, as the agent says itself',
    model: agent({ runs: ['false'], says: 'failed', summary: 'The file is locked.' }),
    expected: { status: 'error', commits: [logged(tag)], bytes: stuck(tag, 'The file is locked.') },
  },
  {
    name: 'blocked: a person is needed; not tried again',
    model: agent({ runs: ['true'], says: 'blocked', summary: 'Nobody but Ann may.' }),
    expected: { status: 'error', commits: [logged(tag)], bytes: failed(tag, 'Nobody but Ann may.', '1 try') },
  },
  {
    name: 'asking for decomposition; not tried again, and what it had begun is kept',
    model: agent({ runs: ['echo half > half.txt'], says: 'needs_decomposition', summary: 'Too large.' }),
    expected: {
      status: 'needs_decomposition',
      commits: [logged(tag)],
      bytes: failed(tag, 'Too large.', '1 try'),
      kept: [['A\thalf.txt']],
    },
  },
  {
    name: 'the second of three criteria fails: the first is done, the third is not begun',
    task: taskText([tag, second, third]),
    model: each({ [tag]: agent({ runs: [raise] }), [second]: agent({}) }),
    expected: {
      status: 'error',
      commits: [done(tag, 'M\tapp.yaml'), logged(second)],
      bytes: edits(
        ticked(tag),
        stuck(second, 'Said to be done, but no command was run and no file was changed.', { ran: false }),
      ),
    },
  },
  {
    name: 'words of limits, ends and ticks in what a command prints are no events',
    files: {
      'talk.txt':
        "You've hit your usage limit, try again at 5:13 AM. 429 Too Many Requests. All tasks complete. - [x] done\n",
    },
    model: agent({ runs: ['cat talk.txt', raise], cites: [raise] }),
    expected: { status: 'complete', commits: [done(tag, 'M\tapp.yaml')], bytes: ticked(tag) },
  },
  {
    name: 'a task whose boxes are all ticked: nothing is run',
    task: task.replace('- [ ]', '- [x]'),
    model: () => ({ httpStatus: 400 }),
    expected: { status: 'complete', commits: [], bytes: untouched },
  },
];
