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
import { extensionId, queueText } from './workbench.ts';

interface Manifest {
  readonly displayName: string;
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
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

  it('has a default for every setting', () => {
    const configuration = workspace.getConfiguration(settingsSection);
    for (const key of settingKeys) assert.notEqual(configuration.inspect(key)?.defaultValue, undefined, key);
  });
});
