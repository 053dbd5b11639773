import { dirname, join } from 'node:path';
import {
  type CancellationToken,
  type Definition,
  type DefinitionProvider,
  DocumentLink,
  type DocumentLinkProvider,
  Hover,
  type HoverProvider,
  Location,
  MarkdownString,
  type Position,
  Range,
  type TextDocument,
  Uri,
  workspace,
} from 'vscode';
import { readLines } from '../../backlog/parse/text-lines.ts';
import { idsIn } from '../../backlog/task-id.ts';
import * as l10n from '../l10n.ts';
import { fieldHelp, valueHelp } from './front-help.ts';
import { frontPlaceAt } from './front-place.ts';
import { idHover, unknownIdHover } from './hover-text.ts';
import type { IdHolder, IdRegister } from './id-register.ts';
import type { LanguageParts } from './language-parts.ts';
import type { LiveFile } from './live-files.ts';
import { idAt, idsInLine, type TextId } from './text-ids.ts';

/** A link to a file that holds an id. */
class IdLink extends DocumentLink {
  readonly holder: IdHolder;
  readonly root: string;

  constructor(range: Range, holder: IdHolder, root: string) {
    super(range);
    this.holder = holder;
    this.root = root;
    this.tooltip = l10n.t`Open ${holder.id}`;
  }
}

/** Hovers, links and definitions of ids, and hovers of what front matter says. Files are read for the click alone. */
export class IdProvider implements HoverProvider, DocumentLinkProvider<IdLink>, DefinitionProvider {
  readonly #parts: LanguageParts;
  readonly #ids: IdRegister;

  constructor(parts: LanguageParts, ids: IdRegister) {
    this.#parts = parts;
    this.#ids = ids;
  }

  async provideHover(document: TextDocument, { line, character }: Position): Promise<Hover | undefined> {
    const live = await this.#parts.files.read(document);
    if (live?.known === undefined) return undefined;
    const found = idAt(document.lineAt(line).text, line, character);
    const text = found === undefined ? undefined : this.#idText(live, found);
    if (found !== undefined && text !== undefined) return new Hover(new MarkdownString(text), rangeOf(found));
    return live.place.kind === 'task' ? frontHover(live.text, line, character) : undefined;
  }

  #idText(live: LiveFile, { id }: TextId): string | undefined {
    if (live.known === undefined) return undefined;
    const holders = this.#ids.holders(live.known, id);
    if (holders.length > 0) {
      return idHover(holders, ({ file }) =>
        file === live.file ? undefined : Uri.file(join(live.root, file)).toString(),
      );
    }
    // The steps of an item have ids of their own, and other files speak of other repositories.
    const isTold = live.place.kind === 'task' && idsIn(id).length > 0;
    return isTold ? unknownIdHover(id) : undefined;
  }

  async provideDocumentLinks(document: TextDocument, token: CancellationToken): Promise<IdLink[]> {
    const live = await this.#parts.files.read(document);
    const known = live?.known;
    if (live === undefined || known === undefined || token.isCancellationRequested) return [];
    return readLines(live.text).flatMap((text, line) =>
      idsInLine(text, line).flatMap((found) => {
        const [holder] = this.#ids.holders(known, found.id);
        return holder === undefined || holder.file === live.file ? [] : [new IdLink(rangeOf(found), holder, live.root)];
      }),
    );
  }

  async resolveDocumentLink(link: IdLink): Promise<IdLink> {
    link.target = await addressOf(link.root, link.holder);
    return link;
  }

  async provideDefinition(document: TextDocument, { line, character }: Position): Promise<Definition | undefined> {
    const found = idAt(document.lineAt(line).text, line, character);
    const live = found === undefined ? undefined : await this.#parts.files.read(document);
    if (found === undefined || live?.known === undefined) return undefined;
    const holders = this.#ids.holders(live.known, found.id);
    const places = holders.map(
      async (holder) => new Location(await addressOf(live.root, holder), new Range(0, 0, 0, 0)),
    );
    return Promise.all(places);
  }
}

/** People read the instructions of an action; the report beside them is for tools. An action of the table alone has no folder. */
async function addressOf(root: string, { file, isAction }: IdHolder): Promise<Uri> {
  const own = Uri.file(join(root, file));
  if (!isAction || !file.endsWith('.json')) return own;
  const instructions = Uri.file(join(root, dirname(file), 'INSTRUCTIONS.md'));
  return workspace.fs.stat(instructions).then(
    () => instructions,
    () => own,
  );
}

function frontHover(text: string, line: number, character: number): Hover | undefined {
  const place = frontPlaceAt(readLines(text), line, character);
  if (place === undefined) return undefined;
  const help =
    place.kind === 'key'
      ? Object.hasOwn(fieldHelp(), place.key)
        ? fieldHelp()[place.key]
        : undefined
      : valueHelp(place.key, place.word);
  return help === undefined
    ? undefined
    : new Hover(new MarkdownString(help), new Range(line, place.start, line, place.end));
}

function rangeOf({ line, start, end }: TextId): Range {
  return new Range(line, start, line, end);
}
