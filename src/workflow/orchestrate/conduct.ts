/** One conversation of an orchestrating Codex without a terminal, within a session. */
import { errorWords } from '../../codex/codex-error.ts';
import { type CodexEvent, parseEvent } from '../../codex/events.ts';
import { redactorOf } from '../../codex/secret-values.ts';
import { supervise } from '../../codex/supervise.ts';
import { transcriptLines } from '../../codex/transcript.ts';
import { type EarlyExit, exitAfter, stopExit } from '../session/early-exit.ts';
import type { SessionEnd } from '../session/hold-session.ts';
import type { SessionRun } from '../session/session-run.ts';
import { CallRecorder } from './call-recorder.ts';
import { headlessArguments } from './orchestrator-arguments.ts';
import type { Orchestrator } from './prepare-orchestrator.ts';
import { settleTasks } from './settle-tasks.ts';
import { watchSilence } from './silence.ts';

/** A conversation of a week has lost its way, in milliseconds. */
const longestMs = 7 * 24 * 3_600_000;
/** The engine that Codex calls ends its own Codex, and puts a half criterion aside, before it ends, in milliseconds. */
const graceMs = 15_000;
/** A model may think for so long without a word, in minutes; what outages are waited for comes on top. */
const thinkingMinutes = 20;

/** @throws the signal's reason: then the next session goes on where this one was */
export async function conduct(run: SessionRun, orchestrator: Orchestrator): Promise<SessionEnd> {
  const { context, settings, stop } = run;
  const recorder = new CallRecorder(run);
  const silence = watchSilence((settings.waitMinutes + thinkingMinutes) * 60_000);
  const heard = new Heard();
  const redacted = redactorOf(process.env);
  const { binary, start, prompt } = orchestrator;
  const end = await supervise({
    binary,
    args: () => headlessArguments(start),
    cwd: start.root,
    env: start.env,
    input: prompt,
    takesInput: true,
    timeoutMs: longestMs,
    graceMs,
    signal: context.signal,
    stop: AbortSignal.any([stop, silence.signal]),
    onLine: (line) => {
      const event = parseEvent(line);
      if (event === undefined) return;
      silence.see(event);
      heard.see(event);
      recorder.see(event);
      for (const text of transcriptLines(event, redacted)) context.log('codex', 'info', text);
    },
  }).finally(() => silence.end());
  await recorder.written();
  if (end.ending === 'cancelled') throw context.signal.reason;
  await settleTasks(run);
  if (stop.aborted) return { early: stopExit };
  const early = exitAfter(run.ledger.record.tasks, run.limits);
  if (early !== undefined) return { early };
  if (end.ending === 'stopped') return { early: codexExit('It said nothing more for too long.') };
  if (heard.failure !== undefined || !heard.isDone || end.exitCode !== 0) {
    return {
      early: codexExit(
        redacted(heard.failure ?? (errorWords(end.stderr) || heard.notice || `exit code ${end.exitCode}`)),
      ),
    };
  }
  const [words = ''] = redacted(heard.message).split('\n');
  return { finished: `Codex ended its conversation${words === '' ? '.' : `: ${words.slice(0, longestWords)}`}` };
}

/** Characters of the last message that a report's first lines have room for. */
const longestWords = 300;

function codexExit(reason: string): EarlyExit {
  return {
    title: 'Codex cannot be used',
    reason: `The conversation was cut off. ${reason}`,
    remedy: 'Do what the message says (login, limit, network), then start again: agent-toolkit orchestrate --headless.',
  };
}

/** What the conversation itself said. */
class Heard {
  message = '';
  isDone = false;
  failure: string | undefined;
  notice: string | undefined;

  see(event: CodexEvent): void {
    if (event.type === 'turn.completed') this.isDone = true;
    else if (event.type === 'turn.failed') this.failure = event.error.message;
    else if (event.type === 'error') this.notice = event.message;
    else if (event.type === 'item.completed' && event.item.type === 'agent_message') this.message = event.item.text;
  }
}
