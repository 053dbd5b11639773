/** What can be done in the editor about what stands in the way of a run, by the words that tell it. Pure. */
import { commandIds, settingsSection } from '../ids.ts';
import * as l10n from '../l10n.ts';

/** One button; what it shows or runs. */
export interface NextStep {
  readonly title: string;
  /** A setting to be shown, or a command to be run. */
  readonly does: { readonly setting: string } | { readonly command: string; readonly args?: readonly unknown[] };
}

const logIn = (): NextStep => ({ title: l10n.t('Log In to Codex'), does: { command: commandIds.logIn } });
export const doctor = (): NextStep => ({ title: l10n.t('Run Doctor'), does: { command: commandIds.doctor } });
/** The editor's own command; true: the only folder is not asked for. */
export const makeGit = () => ({
  title: l10n.t('Make It a Git Repository'),
  does: { command: 'git.init', args: [true] },
});
export const sourceControl = (): NextStep => ({
  title: l10n.t('Show in Source Control'),
  does: { command: 'workbench.view.scm' },
});
export const showLog = (): NextStep => ({ title: l10n.t('Show Log'), does: { command: commandIds.showLog } });
const codexPath = (): NextStep => ({
  title: l10n.t('Open Settings'),
  does: { setting: `${settingsSection}.codexPath` },
});

/** The first that fits counts. Doctor looks at everything, and mends by a press what can be mended. */
const steps: readonly (readonly [pattern: RegExp, step: () => NextStep])[] = [
  [/not logged in|`codex login`/i, logIn],
  [/The Codex CLI at .+ is not there or cannot be run/, codexPath],
  [/The Codex CLI was not found/, doctor],
  [/not in a git repository/, makeGit],
  [/has no commit yet/, sourceControl],
  [/\bgit was not found|git does not trust/, doctor],
  [/\b(?:the|no) kubeconfig\b|\bkube context\b|The context "[^"]*" (?:was named|leads to)/i, doctor],
  [/\bAPI server\b.*(?:answer|reach|overloaded)/, doctor],
  [/The server (?:ended unexpectedly|did not answer|did not end|could not be started)/, showLog],
];

/** The next step for a message that says why something did not go on; undefined where a person has to know better. */
export function nextStep(message: string): NextStep | undefined {
  return steps.find(([pattern]) => pattern.test(message))?.[1]();
}
