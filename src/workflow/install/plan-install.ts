/** What an installation, or its undoing, makes of the text of Codex' configuration. Pure. */
import { isDeepStrictEqual } from 'node:util';
import { sectionLines, withoutSection, withSection } from '../../codex/server-section/edit-section.ts';
import { findSection } from '../../codex/server-section/find-section.ts';
import type { InstallRecord } from './install-record.ts';

export interface TextChange {
  /** Undefined: there is no file. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** Lines that go, and that come, as a person reads them. */
  readonly removed: readonly string[];
  readonly added: readonly string[];
  /** Whether what goes is more than what was installed: the user's own, or changed by the user. */
  readonly isUsers: boolean;
  /** What a person has to put back by hand after an undo; empty as a rule. */
  readonly left: string;
  /** The text that an undo after this brings back; null: no file. */
  readonly baseline: string | null;
}

/**
 * @param lines of the section that is wanted
 * @throws TomlError when the text is no TOML, or holds servers in a form that no line can be added to
 */
export function planInstall(
  before: string | undefined,
  lines: readonly string[],
  record: InstallRecord | undefined,
): TextChange {
  const text = before ?? '';
  const { values } = findSection(text);
  const wanted = findSection(lines.join('\n')).values;
  const unchanged = { removed: [], added: [], isUsers: false, left: '' };
  if (values !== undefined && isDeepStrictEqual(values, wanted)) {
    return { ...unchanged, before, after: before, baseline: record?.before ?? text };
  }
  const known = isKnown(text, record);
  const undone = known ? planUndo(before, record).after : before;
  const after = withSection(text, lines);
  return {
    ...{ before, after, removed: sectionLines(text), added: sectionLines(after), left: '' },
    isUsers: values !== undefined && !known,
    baseline: undone ?? null,
  };
}

/** @throws TomlError */
export function planUndo(before: string | undefined, record: InstallRecord | undefined): TextChange {
  const text = before ?? '';
  const { values } = findSection(text);
  if (values === undefined)
    return { before, after: before, removed: [], added: [], isUsers: false, left: '', baseline: before ?? null };
  const removed = sectionLines(text);
  if (record !== undefined && text === record.after) {
    const after = record.before ?? undefined;
    return {
      before,
      after,
      removed,
      added: sectionLines(after ?? ''),
      isUsers: false,
      left: '',
      baseline: record.before,
    };
  }
  const { text: after, left } = withoutSection(text, record?.before ?? undefined);
  return { before, after, removed, added: sectionLines(after), isUsers: !isKnown(text, record), left, baseline: after };
}

/** Whether the section is as it was installed; Codex itself may have written it anew, with the same values. */
function isKnown(text: string, record: InstallRecord | undefined): boolean {
  return record !== undefined && isDeepStrictEqual(findSection(text).values, findSection(record.after).values);
}
