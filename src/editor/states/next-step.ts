/** What can be done in the editor about what stands in the way of a run, by the words that tell it. Pure. */
import { commandIds, settingsSection } from '../ids.ts';

/** One button; what it shows or runs. */
export interface NextStep {
  readonly title: 'Log In to Codex' | 'Open Settings' | 'Run Doctor' | 'Show Log';
  /** A setting to be shown, or a command to be run. */
  readonly does: { readonly setting: string } | { readonly command: string };
}

const logIn: NextStep = { title: 'Log In to Codex', does: { command: commandIds.logIn } };
const doctor: NextStep = { title: 'Run Doctor', does: { command: commandIds.doctor } };
const log: NextStep = { title: 'Show Log', does: { command: commandIds.showLog } };
const codexPath: NextStep = { title: 'Open Settings', does: { setting: `${settingsSection}.codexPath` } };

/** The first that fits counts. Doctor looks at everything, and mends by a press what can be mended. */
const steps: readonly (readonly [pattern: RegExp, step: NextStep])[] = [
  [/not logged in|`codex login`/i, logIn],
  [/The Codex CLI at .+ is not there or cannot be run/, codexPath],
  [/The Codex CLI was not found/, doctor],
  [/\bgit was not found|not (?:in )?a git repository|git does not trust/, doctor],
  [/\b(?:the|no) kubeconfig\b|\bkube context\b|The context "[^"]*" (?:was named|leads to)/i, doctor],
  [/\bAPI server\b.*(?:answer|reach|overloaded)/, doctor],
  [/The server (?:ended unexpectedly|did not answer|did not end|could not be started)/, log],
];

/** The next step for a message that says why something did not go on; undefined where a person has to know better. */
export function nextStep(message: string): NextStep | undefined {
  return steps.find(([pattern]) => pattern.test(message))?.[1];
}
