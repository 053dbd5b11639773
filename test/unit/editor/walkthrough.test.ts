/** Holds the walkthrough against the commands, settings and context keys that it names, and its pictures against every theme. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  commandIds,
  contextKeys,
  extensionId,
  settingKeys,
  settingsSection,
  walkthroughId,
} from '../../../src/editor/ids.ts';
import { manifest } from '../../support/manifest.ts';

const [walkthrough] = manifest.contributes.walkthroughs;
const steps = walkthrough?.steps ?? [];
const commands: readonly string[] = Object.values(commandIds);
const keys: readonly string[] = Object.values(contextKeys);
const settings = settingKeys.map((key) => `${settingsSection}.${key}`);

test('it is the one that the command opens', () => {
  expect(manifest.contributes.walkthroughs.map(({ id }) => id)).toEqual([walkthroughId]);
  expect(`${manifest.publisher}.${manifest.name}`).toBe(extensionId);
  expect(steps.map(({ id }) => id)).toEqual(['codex', 'repository', 'process', 'healthy', 'session']);
});

describe.each(steps)('step $id', ({ description, completionEvents, media }) => {
  test('links to commands and settings that exist', () => {
    const linked = [...description.matchAll(/\(command:([\w.]+)(?:\?(\S+))?\)/g)];
    expect(linked.length).toBeGreaterThan(0);
    for (const [, id = '', query] of linked) {
      if (id.startsWith(settingsSection)) expect(commands).toContain(id);
      else expect(['vscode.openFolder', 'workbench.action.openSettings']).toContain(id);
      const [words = ''] = query === undefined ? [] : JSON.parse(decodeURIComponent(query));
      const found = String(words).replace(/ @ext:.*$/, '');
      if (query !== undefined)
        expect(
          settings.some((key) => key.includes(found)),
          found,
        ).toBe(true);
    }
  });

  test('has one button of its own: a line that is a link and nothing else', () => {
    expect(description.split('\n').filter((line) => /^\[[^\]]+\]\(command:\S+\)$/.test(line)).length).toBeGreaterThan(
      0,
    );
  });

  test('marks code with two ticks: with one the editor shows the ticks', () => {
    expect(description.replaceAll(/``[^`]+``/g, '')).not.toContain('`');
  });

  test('is done when something happens that exists', () => {
    expect(completionEvents.length).toBeGreaterThan(0);
    for (const event of completionEvents) {
      const [, kind = '', what = ''] = /^(\w+):(\S+)/.exec(event) ?? [];
      expect({ onCommand: commands, onSettingChanged: settings, onContext: keys }[kind], event).toContain(what);
    }
  });

  test('has a picture in the colours of the theme, and words for who does not see it', () => {
    const picture = readFileSync(new URL(`../../../${media.svg}`, import.meta.url), 'utf8');
    const colours = [...picture.matchAll(/(?:fill|stroke)="([^"]+)"/g)].map(([, colour = '']) => colour);
    expect(colours.filter((colour) => colour !== 'none' && !colour.startsWith('var(--vscode-'))).toEqual([]);
    // The editor allows neither styles nor scripts in it.
    expect(picture).not.toMatch(/<style|style=|<script/);
    expect(media.altText).toMatch(/^[A-Z].{40,}\.$/);
  });
});
