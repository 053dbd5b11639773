/** The phases, in order. */
import type { DocumentOptions } from './document-options.ts';

/** @param path what stands for the root of the repository */
export function phases(path: string, { tasks, failures }: Pick<DocumentOptions, 'tasks' | 'failures'>): string[] {
  return [
    '## Phase 1: scan',
    `Call \`scan_prioritize\` with \`repo_path: "${path}"\` and \`sync_remote: true\`.`,
    [
      '- Tell what waits for a person (`human_actions_required`), what holds back others first.',
      '- `next_action.item_id` is the task to take. Take no blocked one, and none that failed in this session.',
      '- Where nothing is ready, go to phase 5.',
    ].join('\n'),
    '## Phase 2: process',
    `Call \`process_bug\` with \`repo_path: "${path}"\` and the task's \`item_id\`: once. It comes back when the task is done or cannot go on. A call that was cut off is made again with the same id: it joins the run that goes on, or goes on behind its last commit.`,
    [
      '| `status` | what it means | what you do |',
      '|---|---|---|',
      '| `complete` | all criteria are proven; the verification passed, or there was nothing to verify | phase 4 |',
      '| `tests_failed` | all criteria are proven; the cluster is not as it should be | `create_work_item` (`bug`) with the causes and remedies of `test_result`, then set the task to `status: blocked` with `depends_on` naming the new item, commit, phase 1. Do not archive it. |',
      '| `needs_decomposition` | the task is too large | call `process_bug` again with `decompose: "create"`, then phase 1 |',
      '| `partial` | somebody stopped it | phase 5 |',
      '| `error`, `ended_by` is `criterion`, `task` or `tokens` | the task failed; `message` says why | a failure: set the task to `status: blocked`, add the message to its Progress Log, commit, phase 1 |',
      '| `error`, `ended_by` is `person` | it cannot go on without a person | no failure: tell it, phase 1 |',
      '| `error`, anything else | the next task would end alike: cluster, git, Codex, the repository, a STOP | phase 5 |',
    ].join('\n'),
    '## Phase 3: verify',
    'It is part of `process_bug`: `test_result` says what was looked at, what failed, why, and what to do. Tell a success that was not verified as one.',
    '## Phase 4: archive',
    'Only after `complete`, and only where the task is not in `tasks/completed/` already:',
    [
      '1. In the front matter of the task file set `status: completed`, and `completed:` and `updated:` to today (YYYY-MM-DD). Change nothing else.',
      `2. \`git -C "${path}" mv tasks/active/TASK-ID.md tasks/completed/\` with the file's own path.`,
      `3. Commit these two paths alone: \`git -C "${path}" commit -m "Archive TASK-ID: Moved to completed after resolution" -- OLD-PATH NEW-PATH\`.`,
      `4. \`git -C "${path}" push\`, if the branch has an upstream. A push that is refused is told and left alone.`,
    ].join('\n'),
    'An item that is a folder (`bugs/…`, `features/…`) is archived by `agent-toolkit archive ID`, which keeps its summary tables right; where that command is not there, leave it and say so.',
    'Where `.git` cannot be written to, leave the task as it is and say so: a person runs `agent-toolkit archive TASK-ID`, and starts Codex with `--add-dir .git` next time.',
    tasks === 0
      ? 'Then phase 1, as long as a task is ready.'
      : `Then phase 1, until ${tasks === 1 ? 'one task is' : `${tasks} tasks are`} completed in this session; then phase 5.`,
    '## Phase 5: look back',
    `Call \`run_retrospective\` with \`repo_path: "${path}"\`: at the end of every session, also after ${failures === 1 ? 'a failure' : `${failures} failures in a row`}. It edits the backlog and commits that itself. Then end with a short report: what was completed, what failed and why, what waits for a person, what is next.`,
  ];
}
