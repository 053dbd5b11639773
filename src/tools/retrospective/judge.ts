/** Codex' part of a retrospective: what takes reading, in one fresh context that has no tools. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Facts } from '../../backlog/retrospective/facts.ts';
import type { Proposal } from '../../backlog/retrospective/proposal.ts';
import { endSentence } from '../../codex/codex-error.ts';
import { type CodexOutcome, runCodex } from '../../codex/exec.ts';
import { redactorOf } from '../../codex/secret-values.ts';
import { CodexStandby } from '../../codex/standby.ts';
import type { TokenCount } from '../../codex/telemetry.ts';
import { transcriptLines } from '../../codex/transcript.ts';
import type { Repository } from '../../git/repository.ts';
import type { SessionFacts } from '../../session/session-report-data.ts';
import { askCodex, type UsableCodex } from '../process/ask-codex.ts';
import { RunStopped } from '../process/run.ts';
import type { Settings } from '../settings.ts';
import type { ToolContext } from '../toolbox.ts';
import { answerJsonSchema, type Judgement, readAnswer } from './judge-answer.ts';
import { judgePrompt } from './judge-prompt.ts';
import { type Judgements, otherThanTold } from './judgements.ts';

export interface JudgeInput {
  readonly repository: Repository;
  readonly facts: Facts;
  readonly sessions: readonly SessionFacts[];
  /** What the rules propose already. */
  readonly proposed: readonly Proposal[];
  /** Milliseconds for the answer. */
  readonly timeoutMs: number;
  readonly dryRun: boolean;
  /** Of dry runs: one that follows does what was looked at, without asking again. */
  readonly judgements: Judgements;
}

export interface JudgedBacklog extends Judgement {
  /** What there is to say of the judgement, one or two sentences: why there is none, or what it does not cover. */
  readonly note: string | undefined;
  /** Whether Codex answered; where there was nothing to judge, nobody asked it. */
  readonly judged: boolean;
  readonly tokens: TokenCount;
}

/**
 * Asks Codex for overlaps of meaning, wrong priorities and lessons. The texts of the repository are data: Codex has no tool,
 * no folder and no server, so that nothing in them can make it read, run or send anything; proposals are checked by whoever
 * asked. Without Codex, or without a usable answer in time, there are no proposals, and the note says why. What was judged in
 * a dry run is what the next run does, if it would ask the same.
 * @throws InputError where a preview is to be applied, and Codex would have to be asked anew; the signal's reason when cancelled
 */
export async function judgeBacklog(
  input: JudgeInput,
  settings: Settings,
  context: ToolContext,
): Promise<JudgedBacklog> {
  const { facts, sessions, repository, judgements } = input;
  const nothing = { proposals: [], lessons: [], judged: false, note: undefined, tokens: { input: 0, output: 0 } };
  if (facts.queue.entries.length === 0 && sessions.every(({ tasks }) => tasks.length === 0)) return nothing;
  const { prompt, left } = judgePrompt(facts, sessions, input.proposed);
  const { model, profile, codexConfig } = settings;
  const question = JSON.stringify([prompt, model, profile, codexConfig]);
  const previewed = input.dryRun ? undefined : judgements.find(repository.root, question);
  if (previewed !== undefined && previewed !== 'changed') {
    return { ...previewed, tokens: nothing.tokens, note: joined(previewed.note, asPreviewed) };
  }
  if (!input.dryRun && context.preview !== undefined) throw otherThanTold();
  const isOther = previewed === 'changed' ? otherThanPreviewed : undefined;
  let codex: UsableCodex;
  try {
    codex = await askCodex([repository], settings);
  } catch (error) {
    if (!(error instanceof RunStopped)) throw error;
    return { ...nothing, note: `By rules alone: Codex was not asked. ${error.message}` };
  }
  const redacted = redactorOf(process.env);
  const outcome = await answerOf(codex, prompt, input.timeoutMs, settings, context);
  const { tokens } = outcome;
  const message = outcome.ending === 'completed' || outcome.turnCompleted === true ? outcome.message : undefined;
  if (message === undefined)
    return { ...nothing, tokens, note: `By rules alone: Codex gave no answer: ${whyNone(outcome)}` };
  const answer = readAnswer(message, facts.backlog.tasks, redacted);
  if ('unreadable' in answer) {
    return {
      ...nothing,
      tokens,
      note: endSentence(`By rules alone: the answer of Codex could not be used: ${answer.unreadable}`),
    };
  }
  const note =
    left === 0 ? undefined : `Codex did not see the last ${left} of ${facts.queue.entries.length} open items.`;
  const judged = { ...answer, judged: true, tokens, note: joined(note, isOther) };
  if (input.dryRun) judgements.keep(repository.root, question, judged);
  return judged;
}

const asPreviewed = 'Codex was not asked again: what it said for the preview was applied.';
const otherThanPreviewed = 'The backlog, or a setting, is not as it was for the preview, so Codex was asked anew.';

function joined(...sentences: readonly (string | undefined)[]): string | undefined {
  return sentences.filter((one) => one !== undefined).join(' ') || undefined;
}

function whyNone(outcome: CodexOutcome): string {
  if (outcome.ending === 'completed') return 'it ended without a message.';
  if (outcome.ending === 'timed_out' && outcome.reconnecting !== undefined) return endSentence(outcome.reconnecting);
  return endSentence(outcome.error);
}

/** Runs it in an empty folder outside the repository, whose instructions for agents it does not read then. */
async function answerOf(
  { codexBinary, codexEnv, servers }: UsableCodex,
  prompt: string,
  timeoutMs: number,
  settings: Settings,
  { signal, log }: ToolContext,
): Promise<CodexOutcome> {
  const redacted = redactorOf(process.env);
  const [runFolder, cwd] = [await mkdtemp(prefix), await mkdtemp(prefix)];
  const standby = new CodexStandby();
  log('codex', 'info', '── Retrospective');
  try {
    return await runCodex({
      ...{ binary: codexBinary, outputSchema: answerJsonSchema(), cwd, runFolder, env: codexEnv },
      ...{ config: settings.codexConfig, network: false, disabledServers: servers, commandEnv: {}, passedEnv: [] },
      ...(settings.model === undefined ? {} : { model: settings.model }),
      ...(settings.profile === undefined ? {} : { profile: settings.profile }),
      ...{ answersOnly: true, standby, prompt, timeoutMs, signal },
      onEvent: (event) => {
        for (const line of transcriptLines(event, redacted)) log('codex', 'info', line);
      },
    });
  } finally {
    await standby.end();
    await Promise.all([runFolder, cwd].map((folder) => rm(folder, { recursive: true, force: true })));
  }
}

const prefix = join(tmpdir(), 'agent-toolkit-judge-');
