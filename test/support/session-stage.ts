/** A session on real git whose process_bug is scripted: what the tests of the loop itself play on. */

import type { ToolInput, ToolResult } from '../../src/tools/contract.ts';
import { createLocalToolbox } from '../../src/tools/local-toolbox.ts';
import { startReport } from '../../src/tools/process/report.ts';
import { defaultSettings } from '../../src/tools/settings.ts';
import type { ToolContext } from '../../src/tools/toolbox.ts';
import type { SessionEvent } from '../../src/workflow/session/events.ts';
import { runSession } from '../../src/workflow/session/run-session.ts';
import type { SessionRequest, SessionTools } from '../../src/workflow/session/session-run.ts';
import { failedResult, retrospectiveResult } from './fake-toolbox.ts';
import { type TemporaryRepository, temporaryRepository } from './temporary-repository.ts';

type Result = ToolResult<'process_bug'>;
/** What process_bug does for a task; an error that it throws is thrown. */
export type ScriptedTask = (on: SessionStage, context: ToolContext) => Promise<Partial<Result>> | Partial<Result>;

export interface SessionStage {
  readonly on: TemporaryRepository;
  /** Ids that process_bug was called with, in order; of all sessions. */
  readonly processed: string[];
  readonly events: SessionEvent[];
  /** What run_retrospective was called with. */
  readonly retrospectives: ToolInput<'run_retrospective'>[];
  readonly logged: string[];
  readonly controller: AbortController;
  readonly stop: AbortController;
  /** What a session calls; process_bug and run_retrospective are scripted. */
  readonly tools: SessionTools;
  run(change?: Partial<SessionRequest>): ReturnType<typeof runSession>;
  state(): Record<string, unknown>;
}

/** The text of a task with one criterion. */
export function sessionTask(id: string, front: readonly string[] = []): string {
  const fields = ['status: active', 'priority: medium', 'updated: 2026-01-01', 'verify: none'].filter(
    (field) => !front.some((one) => one.split(':')[0] === field.split(':')[0]),
  );
  return [
    ...['---', `id: ${id}`, `title: Do ${id}`, ...fields, ...front, '---', '', '## Acceptance Criteria', ''],
    ...[`- [ ] ${id} is done`, '', '## Progress Log', '', '- 2026-01-01 09:00: Created', ''],
  ].join('\n');
}

/** Ticks the box and commits, as process_bug does. */
export function completes({ on, processed }: SessionStage): Partial<Result> {
  const id = processed.at(-1) ?? '';
  const path = on.git('ls-files', `*${id}.md`);
  on.commit({ [path]: on.read(path).replace('- [ ]', '- [x]') }, `feat(${id}): ${id} is done`);
  const sha = on.git('rev-parse', 'HEAD');
  return {
    status: 'complete',
    message: 'Done.',
    ended_by: null,
    sections_completed: [`${id} is done`],
    commits: [{ sha, subject: 's', criterion: 'c' }],
  };
}
export const failsTests: ScriptedTask = (stage) => {
  return { ...completes(stage), status: 'tests_failed', message: 'It failed.', test_result: failedResult };
};
export const fails: ScriptedTask = () => ({ status: 'error', ended_by: 'criterion', message: 'It was not reached.' });
export const endsBy =
  (by: Result['ended_by']): ScriptedTask =>
  () => ({ status: 'error', ended_by: by, message: 'It ended.' });

export function sessionStage(
  files: Readonly<Record<string, string>>,
  script: Readonly<Record<string, ScriptedTask>>,
  options: { readonly origin?: boolean } = {},
): SessionStage {
  const on = temporaryRepository({ '.gitignore': '.agent-state.json\n', ...files }, options);
  const local = createLocalToolbox(defaultSettings);
  const [processed, events, logged]: [string[], SessionEvent[], string[]] = [[], [], []];
  const retrospectives: ToolInput<'run_retrospective'>[] = [];
  const [controller, stop] = [new AbortController(), new AbortController()];
  const context: ToolContext = {
    signal: controller.signal,
    progress: () => {},
    log: (_channel, _level, text) => logged.push(text),
  };
  const tools: SessionTools = {
    scan_prioritize: local.scan_prioritize,
    create_work_item: local.create_work_item,
    async run_retrospective(input) {
      retrospectives.push(input);
      return retrospectiveResult;
    },
    async process_bug({ item_id }, given) {
      processed.push(item_id);
      const result = await (script[item_id] ?? completes)(stage, given);
      return { ...startReport(item_id, []), ...result };
    },
  };
  const stage: SessionStage = {
    tools,
    ...{ on, processed, events, retrospectives, logged, controller, stop },
    state: () => JSON.parse(on.read('.agent-state.json')),
    run(change = {}) {
      const request: SessionRequest = {
        repoPath: on.root,
        tools: stage.tools,
        settings: { push: 'auto', waitMinutes: 0 },
        limits: { tasks: 0, failures: 3, tokens: 0, until: undefined },
        archives: true,
        context,
        stop: stop.signal,
        emit: (event) => events.push(event),
        ...change,
      };
      return runSession(request);
    },
  };
  return stage;
}
