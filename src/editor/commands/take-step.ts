import { commands } from 'vscode';
import type { NextStep } from '../states/next-step.ts';
import { openSetting } from './open-setting.ts';

/** What the button of a message does. */
export async function takeStep({ does }: NextStep): Promise<void> {
  if ('setting' in does) return openSetting(does.setting);
  await commands.executeCommand(does.command, ...(does.args ?? []));
}
