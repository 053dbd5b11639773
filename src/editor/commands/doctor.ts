import { join } from 'node:path';
import { commands, env, type QuickPickItem, ThemeIcon, Uri, window } from 'vscode';
import {
  type Diagnosis,
  diagnosisReport,
  diagnosisSchema,
  diagnosisText,
  type FindingPick,
  findingPicks,
  type Mend,
  mendTitle,
} from '../doctor/diagnosis.ts';
import type { EditorParts } from '../editor-parts.ts';
import { readEditorSettings } from '../editor-settings.ts';
import { commandIds, settingsSection } from '../ids.ts';
import * as l10n from '../l10n.ts';
import type { RepositoryFolder } from '../queue-source.ts';
import { commandLaunch } from '../server-launch.ts';
import { makeGit } from '../states/next-step.ts';
import { isTrusted } from './before-run.ts';
import { chooseFolder } from './choose-folder.ts';
import { outputOf } from './command-process.ts';
import { logIn } from './log-in.ts';
import { openSetting } from './open-setting.ts';
import { takeStep } from './take-step.ts';
import { withProgress } from './with-progress.ts';

type Row = QuickPickItem & { readonly press: () => Promise<unknown> | unknown; readonly copies?: string };

/** Looks at all that runs depend on, shows what it found, and mends what can be mended here. Changes nothing by itself. */
export async function doctor(parts: EditorParts): Promise<void> {
  if (!(await isTrusted())) return;
  await parts.source.whenLoaded();
  const folder = await chooseFolder(parts, l10n.t('Look at which repository?'), 'with tasks');
  if (folder === undefined) return;
  const launch = commandLaunch(parts.host, readEditorSettings(Uri.file(folder.root)), folder.root, [
    'doctor',
    '--json',
  ]);
  const title = l10n.t`Looking at what runs on ${folder.name} depend on`;
  const output = await withProgress(title, (signal) => outputOf(launch, signal));
  if (output !== undefined) await show(parts, folder, diagnosisSchema.parse(JSON.parse(output)));
}

/** Stays open for as long as something is copied from it. */
async function show(parts: EditorParts, folder: RepositoryFolder, diagnosis: Diagnosis): Promise<void> {
  const picker = window.createQuickPick<Row>();
  picker.title = diagnosisText(diagnosis, folder.name);
  picker.placeholder = l10n.t('Enter mends it where that can be done here');
  picker.matchOnDetail = true;
  picker.ignoreFocusOut = true;
  const report = () => parts.documents.show('Doctor.md', 'markdown', diagnosisReport(diagnosis, folder.name));
  picker.items = [
    ...findingPicks(diagnosis).map((pick) => findingRow(parts, folder, pick, report)),
    { label: `$(markdown) ${l10n.t('Show All as a Report')}`, press: report },
    { label: `$(refresh) ${l10n.t('Look Again')}`, press: () => doctorAgain() },
    {
      label: `$(plug) ${l10n.t('Install into Codex…')}`,
      press: () => commands.executeCommand(commandIds.installIntoCodex),
    },
  ];
  const press = await new Promise<Row['press'] | undefined>((resolve) => {
    picker.onDidAccept(() => resolve(picker.selectedItems[0]?.press));
    picker.onDidTriggerItemButton(({ item }) => void env.clipboard.writeText(item.copies ?? ''));
    picker.onDidHide(() => resolve(undefined));
    picker.show();
  });
  picker.dispose();
  await press?.();
}

function doctorAgain(): Thenable<unknown> {
  return commands.executeCommand(commandIds.doctor);
}

function findingRow(
  parts: EditorParts,
  folder: RepositoryFolder,
  { label, description, detail, finding: { remedy }, mend }: FindingPick,
  report: () => Promise<void>,
): Row {
  const does = mend === undefined ? description : l10n.t`${description} · Enter: ${mendTitle(mend)}`;
  const copy = { iconPath: new ThemeIcon('copy'), tooltip: l10n.t('Copy what to do') };
  const copied = remedy === null ? {} : { buttons: [copy], copies: remedy };
  const press = mend === undefined ? report : () => carryOut(parts, folder, mend);
  return { label, description: does, detail, ...copied, press };
}

async function carryOut(parts: EditorParts, { root, name }: RepositoryFolder, mend: Mend): Promise<void> {
  switch (mend.kind) {
    case 'setting':
      return openSetting(`${settingsSection}.${mend.setting}`);
    case 'initialize':
      return void (await commands.executeCommand(commandIds.initializeRepository, { repository: root }));
    case 'initGit':
      return takeStep(makeGit());
    case 'openConfig':
      return void (await window.showTextDocument(Uri.file(join(root, '.agent-config.json'))));
    case 'logIn':
      return logIn(parts, root);
    case 'lint': {
      const launch = commandLaunch(parts.host, readEditorSettings(Uri.file(root)), root, ['lint']);
      const text = await withProgress(l10n.t`Reading the task files of ${name}`, (signal) => outputOf(launch, signal));
      if (text !== undefined) await parts.documents.show(`${l10n.t`Problems of ${name}`}.txt`, 'plaintext', text);
    }
  }
}
