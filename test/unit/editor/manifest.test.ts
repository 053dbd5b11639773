/** Holds package.json against the code, in both directions. */
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  actionsViewId,
  commandIds,
  contextKeys,
  graphViewType,
  queueViewId,
  rowContexts,
  serverProviderId,
  sessionViewId,
  settingsSection,
  sideContexts,
  viewContainerId,
} from '../../../src/editor/ids.ts';
import { tabledCommands, usableBy, usableIn, type WindowState } from '../../support/command-table.ts';
import { manifest } from '../../support/manifest.ts';
import type { ContextKeys } from '../../support/when-clause.ts';

const { contributes } = manifest;
const ids = Object.values(commandIds);
interface MenuEntry {
  readonly command: string;
  readonly when?: string;
  readonly group?: string;
}
const menus: readonly (readonly [string, MenuEntry])[] = Object.entries(contributes.menus).flatMap(([menu, entries]) =>
  entries.map((entry: MenuEntry) => [menu, entry] as const),
);

/** Commands that may be used in any window: they read, or write to the user's own configuration, or help to begin. */
const anywhere = ['installIntoCodex', 'logIn', 'openWalkthrough', 'showLog', 'showTranscript', 'showReport'];

/** Context keys of a window in each state, as the in-host suite finds them in real ones. */
const base = { workspaceFolderCount: 1, isWorkspaceTrusted: true, 'agentToolkit.queueShowsCompleted': true };
const windows: Readonly<Record<WindowState, ContextKeys>> = {
  'no folder': { ...base, workspaceFolderCount: 0 },
  'no tasks': base,
  tasks: base,
  restricted: { ...base, isWorkspaceTrusted: false },
  running: { ...base, 'agentToolkit.running': true },
  paused: { ...base, 'agentToolkit.running': true, 'agentToolkit.paused': true },
  filtered: { ...base, 'agentToolkit.queueFiltered': true, 'agentToolkit.queueShowsCompleted': false },
  selected: { ...base, editorHasSelection: true },
};

describe('commands', () => {
  test('all stand in the table of what can be used when', () => {
    expect(tabledCommands.toSorted()).toEqual(Object.keys(commandIds).toSorted());
  });

  test.each(Object.entries(windows))('that can be used in the state %s are those of the table', (state, keys) => {
    expect(usableBy(manifest, keys)).toEqual(usableIn(state as WindowState));
  });

  test('that can be used where no folder is open need none', () => {
    expect(usableIn('no folder')).toEqual(anywhere.toSorted());
  });

  test('need a row are those that no palette has', () => {
    const states = Object.keys(windows) as WindowState[];
    const never = tabledCommands.filter((name) => states.every((state) => !usableIn(state).includes(name)));
    expect(never).toEqual(['showMore', 'showMoreSessions']);
  });

  test('have a title, the category of all, and an icon', () => {
    for (const { command, title, category, icon } of contributes.commands) {
      expect({ command, category }).toEqual({ command, category: contributes.commands[0]?.category });
      expect(title, command).not.toBe('');
      expect(icon, command).toMatch(/^\$\([a-z-]+\)$/);
    }
  });

  test('are those of the code', () => {
    expect(contributes.commands.map(({ command }) => command).toSorted()).toEqual(ids.toSorted());
  });

  test('in menus and welcome texts exist', () => {
    for (const [, { command }] of menus) expect(ids).toContain(command);
    const linked = contributes.viewsWelcome.flatMap(({ contents }) => [...contents.matchAll(/command:([\w.]+)/g)]);
    const own = linked.map(([, id]) => id).filter((id) => id?.startsWith(settingsSection));
    for (const id of own) expect(ids).toContain(id);
  });

  test('that run something are off in Restricted Mode', () => {
    const enablement = new Map(contributes.commands.map((command) => [command.command, command]));
    const running = [
      'processTask',
      'initializeRepository',
      'doctor',
      'processNext',
      'showPlan',
      'showSessionPlan',
      'newWorkItem',
      'newWorkItemFromSelection',
      'processCriterion',
      'showChanges',
      'markCriterionDone',
      'reopenCriterion',
      'markActionDone',
      'verifyTask',
      'archiveTask',
      'setPriority',
      'moveTask',
      'decomposeTask',
      'rollBackTask',
      'openTranscript',
      'runRetrospective',
      'runSession',
      'orchestrate',
      'installIntoCodex',
      'logIn',
    ] as const;
    for (const id of running.map((name) => commandIds[name])) {
      expect(enablement.get(id)).toMatchObject({ enablement: 'isWorkspaceTrusted' });
    }
  });

  test('stand in a row at most twice', () => {
    for (const context of Object.values(rowContexts)) {
      const inline = menus.filter(
        ([menu, { group, when }]) =>
          menu === 'view/item/context' && group?.startsWith('inline') === true && applies(when ?? '', context),
      );
      expect(inline.length, context).toBeLessThanOrEqual(2);
      expect(inline.length, context).toBeGreaterThan(0);
    }
  });
});

test('the row menu offers to archive where no criterion is open', () => {
  const offers = (command: string, several = false) =>
    Object.values(rowContexts).filter((context) =>
      menus.some(([menu, { command: offered, when = '' }]) => {
        const fits = several || !when.includes('listMultiSelection');
        return menu === 'view/item/context' && offered === command && fits && applies(when, context);
      }),
    );
  expect(offers(commandIds.archiveTask)).toEqual([rowContexts.readyDone, rowContexts.blockedDone]);
  // Of several rows those that cannot be archived are named in the question.
  const open = [rowContexts.ready, rowContexts.blocked, rowContexts.readyDone, rowContexts.blockedDone];
  expect(offers(commandIds.archiveTask, true)).toEqual(open);
  for (const command of [commandIds.setPriority, commandIds.moveTask]) expect(offers(command)).toEqual(open);
  const { ready, readyDone, blocked, blockedDone, completed } = rowContexts;
  expect(new Set(offers(commandIds.processTask))).toEqual(new Set([ready, readyDone, blocked, blockedDone]));
  expect(new Set(offers(commandIds.rollBackTask))).toEqual(
    new Set([ready, readyDone, blocked, blockedDone, completed]),
  );
});

/** Whether a clause of the form `view == … && viewItem == x` or `viewItem =~ /x/` holds for a row. */
function applies(when: string, context: string): boolean {
  const equal = /viewItem == (\S+)/.exec(when)?.[1];
  const pattern = /viewItem =~ \/(.*?)\/(?:$|\s)/.exec(when)?.[1];
  return equal === context || (pattern !== undefined && new RegExp(pattern).test(context));
}

test('the container and its views are those of the code', () => {
  expect(contributes.viewsContainers.activitybar.map(({ id }) => id)).toEqual([viewContainerId]);
  expect(contributes.views[viewContainerId].map(({ id }) => id)).toEqual([queueViewId, actionsViewId, sessionViewId]);
  const views: readonly string[] = [queueViewId, actionsViewId, sessionViewId];
  for (const { view } of contributes.viewsWelcome) expect(views).toContain(view);
});

test('rows of the views beside the queue have at most two buttons, and each context in a clause is one of the code', () => {
  const rows = menus.filter(
    ([menu, { when }]) => menu === 'view/item/context' && !/agentToolkit\.queue\b/.test(when ?? ''),
  );
  const inline = (context: string) =>
    rows.filter(([, { when, group }]) => group?.startsWith('inline') === true && applies(when ?? '', context)).length;
  const contexts: readonly string[] = Object.values(sideContexts);
  for (const context of contexts) expect(inline(context), context).toBeLessThanOrEqual(2);
  for (const [, { when = '', command }] of rows) {
    expect(
      contexts.some((context) => applies(when, context)),
      `${command}: ${when}`,
    ).toBe(true);
  }
});

test('the provider of servers is that of the code', () => {
  expect(contributes.mcpServerDefinitionProviders).toEqual([{ id: serverProviderId, label: manifest.displayName }]);
});

test('context keys in `when` clauses are those of the code', () => {
  const used = JSON.stringify(contributes).matchAll(/agentToolkit\.(?:queue[A-Z]\w+|running|paused)\b/g);
  expect(new Set([...used].map(([key]) => key))).toEqual(new Set(Object.values(contextKeys)));
});

test('pictures exist', () => {
  const pictures = [manifest.icon, ...contributes.viewsContainers.activitybar.map(({ icon }) => icon)];
  for (const path of pictures) expect(existsSync(new URL(`../../../${path}`, import.meta.url)), path).toBe(true);
});

test('the extension starts for task folders, and never for everything', () => {
  // A pattern would make the editor search the whole workspace, so these are plain paths.
  const places = /^workspaceContains:(?:tasks\/[a-z]+|bugs|bugs\.md|features\.md|feature-management)$/;
  // The editor asks for the panel only where one was open.
  expect(manifest.activationEvents.filter((event) => !places.test(event))).toEqual([`onWebviewPanel:${graphViewType}`]);
});
