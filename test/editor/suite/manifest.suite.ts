import assert from 'node:assert/strict';
import { commands, extensions, workspace } from 'vscode';
import {
  actionsViewId,
  commandIds,
  queueViewId,
  sessionViewId,
  settingKeys,
  settingsSection,
} from '../../../src/editor/ids.ts';
import { hasWindowBehind } from './behind.ts';
import { hasCommandsOf } from './window-state.ts';
import { extensionId, queueText } from './workbench.ts';

interface Manifest {
  readonly displayName: string;
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string }[]>>;
    readonly viewsWelcome: unknown;
    readonly walkthroughs: unknown;
    readonly configuration: unknown;
  };
}

describe('the extension', () => {
  it('starts by itself in a folder with tasks', async () => {
    await queueText();
    assert.ok(extensions.getExtension(extensionId)?.isActive);
  });

  it('registers every command that it contributes, and no other', async () => {
    const manifest: Manifest = extensions.getExtension(extensionId)?.packageJSON;
    const contributed = manifest.contributes.commands.map(({ command }) => command).toSorted();
    const all = await commands.getCommands(true);
    // The editor itself adds commands for each view: focus, open, toggleVisibility …
    const ofViews = [queueViewId, actionsViewId, sessionViewId].map((view) => `${view}.`);
    const registered = all.filter(
      (id) => id.startsWith(`${settingsSection}.`) && !ofViews.some((view) => id.startsWith(view)),
    );
    assert.deepEqual(registered.toSorted(), contributed);
    assert.deepEqual(Object.values(commandIds).toSorted(), contributed);
  });

  it('is shown by its texts, not by their keys', () => {
    const manifest: Manifest = extensions.getExtension(extensionId)?.packageJSON;
    assert.equal(manifest.displayName, 'Agent Toolkit');
    assert.deepEqual(JSON.stringify(manifest).match(/"%[^"]*%"/g), null);
  });

  it('names commands that there are, in menus, welcome texts, the walkthrough and settings', async () => {
    const extension = extensions.getExtension(extensionId);
    assert.ok(extension !== undefined);
    const { contributes }: Manifest = extension.packageJSON;
    const menus = Object.values(contributes.menus).flatMap((entries) => entries.map(({ command }) => command));
    const { viewsWelcome, walkthroughs, configuration } = contributes;
    const texts = JSON.stringify([viewsWelcome, walkthroughs, configuration]);
    const linked = [...texts.matchAll(/(?:command|onCommand):([\w.]+)/g)].map(([, id = '']) => id);
    const all = new Set(await commands.getCommands(true));
    assert.ok(linked.length > 10, texts);
    assert.deepEqual(
      // The editor's own Git is off in Restricted Mode.
      [...new Set([...menus, ...linked])].filter(
        (id) => !all.has(id) && (workspace.isTrusted || !id.startsWith('git.')),
      ),
      [],
    );
  });

  it('has the commands of the table, as the window says what can be used', async function () {
    if (!hasWindowBehind) this.skip();
    await hasCommandsOf(workspace.isTrusted ? 'tasks' : 'restricted');
    if (!workspace.isTrusted) return;
    await commands.executeCommand(commandIds.filterQueueByText, 'TASK');
    await commands.executeCommand(commandIds.hideCompleted);
    await hasCommandsOf('filtered');
    await commands.executeCommand(commandIds.clearQueueFilter);
    await commands.executeCommand(commandIds.showCompleted);
  });

  it('has a default for every setting', () => {
    const configuration = workspace.getConfiguration(settingsSection);
    for (const key of settingKeys) assert.notEqual(configuration.inspect(key)?.defaultValue, undefined, key);
  });
});
