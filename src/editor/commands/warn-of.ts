import { window } from 'vscode';
import { ExternalServerError } from '../external-server.ts';
import { unlinked } from '../shown-text.ts';
import { type NextStep, nextStep } from '../states/next-step.ts';
import { openSettings } from './open-setting.ts';
import { takeStep } from './take-step.ts';

/** Tells what went wrong; where something can be done about it in the editor, with a button for that. */
export async function warnOf(error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  const step: NextStep | undefined =
    error instanceof ExternalServerError
      ? { title: openSettings(), does: { setting: error.setting } }
      : nextStep(message);
  const answer = await window.showWarningMessage(unlinked(message), ...(step === undefined ? [] : [step.title]));
  if (answer !== undefined && step !== undefined) await takeStep(step);
}
