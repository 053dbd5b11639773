import {
  CompletionItem,
  CompletionItemKind,
  type CompletionItemProvider,
  CompletionList,
  MarkdownString,
  type Position,
  Range,
  SnippetString,
  type TextDocument,
} from 'vscode';
import * as l10n from '../l10n.ts';
import { completionsAt, type Suggestion } from './completions.ts';
import type { IdRegister } from './id-register.ts';
import { labelsInUse } from './labels-in-use.ts';
import type { LanguageParts } from './language-parts.ts';

const kinds = {
  field: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  id: CompletionItemKind.Reference,
  template: CompletionItemKind.Snippet,
} as const;

/** Completes front matter, ids, and a whole new task in an empty file. */
export class CompletionProvider implements CompletionItemProvider {
  /** What of an id or a value has just been begun. */
  static readonly triggers = ['-', ':', ' ', ',', '['];
  readonly #parts: LanguageParts;
  readonly #ids: IdRegister;

  constructor(parts: LanguageParts, ids: IdRegister) {
    this.#parts = parts;
    this.#ids = ids;
  }

  async provideCompletionItems(document: TextDocument, position: Position): Promise<CompletionList | undefined> {
    const live = await this.#parts.files.read(document);
    if (live?.known === undefined || !live.file.endsWith('.md')) return undefined;
    const { known, text, file, place } = live;
    const folder = place.kind === 'task' ? { folder: place.folder } : {};
    const found = completionsAt(
      { text, file, ...folder, line: position.line, character: position.character },
      { ids: () => this.#ids.all(known), labels: () => labelsInUse(known.backlog.tasks), now: new Date() },
    );
    if (found === undefined) return undefined;
    const range =
      found.range === 'all'
        ? new Range(0, 0, document.lineCount, 0)
        : new Range(position.line, found.range.start, position.line, found.range.end);
    const items = found.items.map((suggestion, index) => itemOf(suggestion, index, document.validateRange(range)));
    return new CompletionList(items, found.isCut);
  }
}

function itemOf(
  { label, detail, help, insert, kind, filter }: Suggestion,
  index: number,
  range: Range,
): CompletionItem {
  const item = new CompletionItem(label, kinds[kind]);
  // The order is that of the list: by urgency, by folder, by use.
  item.sortText = String(index).padStart(4, '0');
  item.insertText = kind === 'template' ? new SnippetString(insert) : insert;
  item.range = range;
  if (detail !== undefined) item.detail = detail;
  if (help !== undefined) item.documentation = new MarkdownString(help);
  if (filter !== undefined) item.filterText = filter;
  // The value follows at once.
  if (kind === 'field' && insert !== label) {
    item.command = { command: 'editor.action.triggerSuggest', title: l10n.t('Suggest a Value') };
  }
  return item;
}
