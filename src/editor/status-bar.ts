import {
  type Command,
  Disposable,
  MarkdownString,
  StatusBarAlignment,
  type StatusBarItem,
  ThemeColor,
  window,
} from 'vscode';
import { type CommandName, commandIds, queueViewId } from './ids.ts';
import type { Runs } from './runs.ts';
import { type StatusText, sessionStatus, verificationStatus } from './session-status.ts';
import { escapeMarkdown } from './task-tooltip.ts';

const backgrounds = {
  none: undefined,
  warning: new ThemeColor('statusBarItem.warningBackground'),
  error: new ThemeColor('statusBarItem.errorBackground'),
} as const;

/** Two items on the left: the session, and the last verification. `hasQueue` tells whether there is anything to show. */
export class StatusBar {
  readonly #session = window.createStatusBarItem('agentToolkit.session', StatusBarAlignment.Left, 20);
  readonly #verification = window.createStatusBarItem('agentToolkit.verification', StatusBarAlignment.Left, 19);
  readonly #runs: Runs;
  readonly #hasQueue: () => boolean;

  constructor(runs: Runs, hasQueue: () => boolean) {
    this.#runs = runs;
    this.#hasQueue = hasQueue;
    this.#session.name = 'Agent Toolkit: Session';
    this.#session.command = { command: `${queueViewId}.focus`, title: 'Show the Task Queue' };
    this.#verification.name = 'Agent Toolkit: Last Verification';
    this.#verification.command = {
      command: commandIds.showReport,
      title: 'Show Verification Report',
    } satisfies Command;
  }

  update(): void {
    show(this.#session, this.#hasQueue() ? sessionStatus(this.#runs.shown, this.#runs.last) : undefined);
    show(this.#verification, verificationStatus(this.#runs.lastVerification));
  }

  dispose(): void {
    Disposable.from(this.#session, this.#verification).dispose();
  }
}

function show(item: StatusBarItem, status: StatusText | undefined): void {
  if (status === undefined) {
    item.hide();
    return;
  }
  item.text = status.text;
  item.tooltip = tooltipOf(status);
  item.accessibilityInformation = { label: status.spoken };
  item.backgroundColor = backgrounds[status.severity];
  item.show();
}

function tooltipOf({ tooltip, links }: StatusText): MarkdownString {
  const names = Object.keys(links) as CommandName[];
  const offered = names.map((name) => `[${links[name]}](command:${commandIds[name]})`);
  const markdown = new MarkdownString(`${escapeMarkdown(tooltip)}\n\n${offered.join(' · ')}`);
  markdown.isTrusted = { enabledCommands: names.map((name) => commandIds[name]) };
  return markdown;
}
