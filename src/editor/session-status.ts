/** Texts of the two status bar items, as values. */
import type { CommandName } from './ids.ts';
import * as l10n from './l10n.ts';
import { itemName, type RunOutcome, type RunState, runText, sessionItem, type Verification } from './run-state.ts';
import { verificationWord } from './run-words.ts';
import { withoutIcons } from './shown-text.ts';
import { spokenCounts } from './spoken-counts.ts';

export interface StatusText {
  /** With codicons in `$(name)`. */
  readonly text: string;
  /** What a screen reader says: the text in words. */
  readonly spoken: string;
  /** One sentence. */
  readonly tooltip: string;
  readonly severity: 'none' | 'warning' | 'error';
  /** Commands that the tooltip offers, by name, with their titles. */
  readonly links: Readonly<Partial<Record<CommandName, string>>>;
}

/** What a run that is over may be asked about. */
const reports = () => ({ openReport: l10n.t('Open Report') });

const outputs = () => ({ showTranscript: l10n.t('Show Transcript'), showLog: l10n.t('Show Log') });

/** Whether the session has anything to say: where there is a queue, and as long as a run goes on whose tasks folder has gone. */
export function hasSession(folders: readonly unknown[], runs: readonly RunState[]): boolean {
  return folders.length > 0 || runs.length > 0;
}

/** The session: idle, running 1/3, stopped, failed. The latest run is shown, and the others are counted. */
export function sessionStatus(runs: readonly RunState[], last: RunOutcome | undefined): StatusText {
  const run = runs.at(-1);
  if (run !== undefined) {
    const more = runs.length > 1 ? ` (+${runs.length - 1})` : '';
    const words = `${nameOf(run)}: ${runText(run)}${more}`;
    const paused = run.stage === 'paused';
    const links = { ...(paused ? { decideStep: l10n.t('Decide') } : {}), stopRun: l10n.t('Stop'), ...outputs() };
    const icon = paused ? 'debug-pause' : 'loading~spin';
    return { ...status(icon, words), tooltip: run.message, severity: paused ? 'warning' : 'none', links };
  }
  if (last === undefined) {
    const text = `$(checklist) ${l10n.t('Agent Toolkit: idle')}`;
    const tooltip = l10n.t('No task is being processed.');
    return {
      text,
      spoken: l10n.t('Agent Toolkit, idle'),
      tooltip,
      severity: 'none',
      links: { processTask: l10n.t('Process Task'), runSession: l10n.t('Run Session'), ...reports() },
    };
  }
  const words = `${itemName(last.itemId)}: ${outcomeText(last)}`;
  const hasFailures = last.result === 'complete' && last.failures !== undefined;
  const icon = hasFailures ? 'warning' : { complete: 'pass', failed: 'error', stopped: 'debug-stop' }[last.result];
  const severity = last.result === 'failed' ? 'error' : hasFailures ? 'warning' : 'none';
  const links = last.kind === 'session' ? { ...reports(), ...outputs() } : outputs();
  return { ...status(icon, words), tooltip: last.message, severity, links };
}

/** A session is known as one while it is at a task, too. */
function nameOf({ kind, itemId }: RunState): string {
  const name = itemName(itemId);
  return kind === 'session' && itemId !== sessionItem ? `${l10n.t('Session')} · ${name}` : name;
}

/** Where the tools run, when a command is set for that; one sentence. */
export function serverText(command: string): string | undefined {
  return command === '' ? undefined : l10n.t`The tools run in an external server: ${command}`;
}

/** How a run ended, in a few words: `complete 3/3`, `stopped 1/3`, `archived`. */
export function outcomeText({ kind, word, done, total, failures, verification }: RunOutcome): string {
  // What failed first: the bar may have no room for the rest.
  const failed = failures === undefined ? [] : [l10n.t`${failures} failed`];
  if (kind === 'session' && total > 0) return [word, ...failed, l10n.t`${done} of ${total} tasks complete`].join(', ');
  const counts = kind === 'process' && total > 0 ? ` ${done}/${total}` : '';
  const unverified =
    kind === 'process' && verification?.status === 'unverified' ? `, ${verificationWord('unverified')}` : '';
  return word + counts + unverified;
}

const verificationLooks = {
  passed: { icon: 'verified', severity: 'none' },
  failed: { icon: 'error', severity: 'error' },
  blocked: { icon: 'circle-slash', severity: 'warning' },
  unverified: { icon: 'question', severity: 'none' },
} as const;

/** The last verification; undefined when there was none. */
export function verificationStatus(last: Verification | undefined): StatusText | undefined {
  if (last === undefined) return undefined;
  const { icon, severity } = verificationLooks[last.status];
  return {
    text: `$(${icon}) ${l10n.t`Verification: ${verificationWord(last.status)}`}`,
    spoken: l10n.t`Agent Toolkit, verification of ${last.itemId}: ${verificationWord(last.status)}`,
    tooltip: `${last.itemId}: ${last.message}`,
    severity,
    links: { showReport: l10n.t('Show Report') },
  };
}

function status(icon: string, words: string): Pick<StatusText, 'text' | 'spoken'> {
  return { text: `$(${icon}) ${withoutIcons(words)}`, spoken: `Agent Toolkit, ${spokenCounts(words)}` };
}
