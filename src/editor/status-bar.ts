import {
  type Command,
  Disposable,
  MarkdownString,
  StatusBarAlignment,
  type StatusBarItem,
  ThemeColor,
  window,
} from 'vscode';
import { type CommandName, commandIds, sessionViewId } from './ids.ts';
import * as l10n from './l10n.ts';
import type { RepositoryFolder } from './queue-source.ts';
import type { Runs } from './runs.ts';
import { hasSession, type StatusText, sessionStatus, verificationStatus } from './session-status.ts';
import { escapeMarkdown } from './shown-text.ts';

const backgrounds = {
  none: undefined,
  warning: new ThemeColor('statusBarItem.warningBackground'),
  error: new ThemeColor('statusBarItem.errorBackground'),
} as const;

/** Two items on the left: the session, and the last verification. */
export class StatusBar {
  readonly #session = window.createStatusBarItem('agentToolkit.session', StatusBarAlignment.Left, 20);
  readonly #verification = window.createStatusBarItem('agentToolkit.verification', StatusBarAlignment.Left, 19);
  readonly #runs: Runs;
  readonly #folders: () => readonly RepositoryFolder[];
  readonly #note: () => string | undefined;

  /** `folders` are those whose queue is shown; `note` is one more sentence for the hover text of the session. */
  constructor(runs: Runs, folders: () => readonly RepositoryFolder[], note: () => string | undefined) {
    this.#runs = runs;
    this.#folders = folders;
    this.#note = note;
    this.#session.name = l10n.t('Agent Toolkit: Session');
    this.#session.command = { command: `${sessionViewId}.focus`, title: l10n.t('Show the Session') };
    this.#verification.name = l10n.t('Agent Toolkit: Last Verification');
    this.#verification.command = {
      command: commandIds.showReport,
      title: l10n.t('Show Verification Report'),
    } satisfies Command;
  }

  update(): void {
    const { shown, last } = this.#runs;
    const session = hasSession(this.#folders(), shown) ? sessionStatus(shown, last) : undefined;
    show(this.#session, session, this.#note());
    show(this.#verification, verificationStatus(this.#runs.lastVerification));
  }

  dispose(): void {
    Disposable.from(this.#session, this.#verification).dispose();
  }
}

function show(item: StatusBarItem, status: StatusText | undefined, note?: string): void {
  if (status === undefined) {
    item.hide();
    return;
  }
  item.text = status.text;
  item.tooltip = tooltipOf(status, note);
  item.accessibilityInformation = { label: status.spoken };
  item.backgroundColor = backgrounds[status.severity];
  item.show();
}

function tooltipOf({ tooltip, links }: StatusText, note: string | undefined): MarkdownString {
  const names = Object.keys(links) as CommandName[];
  const offered = names.map((name) => `[${links[name]}](command:${commandIds[name]})`);
  const texts = [tooltip, ...(note === undefined ? [] : [note])].map(escapeMarkdown);
  const markdown = new MarkdownString([...texts, offered.join(' · ')].join('\n\n'));
  markdown.isTrusted = { enabledCommands: names.map((name) => commandIds[name]) };
  return markdown;
}
