/** The files of an item, each read once. */
import type { Folder, Problem } from '../task.ts';
import { type Document, readDocument } from './document.ts';
import { type ItemFileName, reportNames } from './places.ts';
import { Report } from './report.ts';

/** What lies in the folder of an item. */
export interface ItemSource {
  /** Path of the folder below the repository root, with forward slashes. */
  readonly path: string;
  readonly folder: Folder;
  readonly texts: ReadonlyMap<ItemFileName, string>;
  /** Problems of files that could not be read as text. */
  readonly unreadable?: readonly Problem[];
}

export interface ItemParts {
  readonly path: string;
  /** Name of the folder. */
  readonly name: string;
  readonly folder: Folder;
  readonly report: Report | undefined;
  /** Whether there is a JSON file that could not even be read as text. */
  readonly hasUnreadableReport: boolean;
  readonly prompt: Document | undefined;
  readonly tasks: Document | undefined;
  readonly plan: Document | undefined;
  /** The file that stands for the item where no other does. */
  readonly mainFile: string;
}

/** Reads the files. Of two reports, the one of the item's kind counts. */
export function readParts({ path, folder, texts, unreadable = [] }: ItemSource): ItemParts {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const document = (file: ItemFileName) => {
    const text = texts.get(file);
    return text === undefined ? undefined : readDocument(text, `${path}/${file}`);
  };
  const [first = 'PROMPT.md'] = texts.keys();
  const report = readReport(path, name, texts);
  return {
    path,
    name,
    folder,
    report,
    hasUnreadableReport: unreadable.some(({ file }) => reportNames.some((one) => file === `${path}/${one}`)),
    prompt: document('PROMPT.md'),
    tasks: document('TASKS.md'),
    plan: document('PLAN.md'),
    mainFile: report?.file ?? `${path}/${first}`,
  };
}

function readReport(path: string, name: string, texts: ItemSource['texts']): Report | undefined {
  const isFeature = /^feat/i.test(name) || (!/^bug/i.test(name) && path.includes('features/'));
  const ordered = isFeature ? reportNames.toReversed() : reportNames;
  const [chosen, second] = ordered.filter((file) => texts.has(file));
  const text = chosen === undefined ? undefined : texts.get(chosen);
  if (text === undefined) return undefined;
  const report = new Report(text, `${path}/${chosen}`);
  if (second !== undefined)
    report.fault('', 'report-twice', `${path} holds ${second} too, which is ignored. Delete one of them.`);
  return report;
}
