/** What people have to do, in both layouts: ACTION folders with their reports, and the tables that list them. */
import { type ActionReportReading, idOfActionName, readActionReport } from '../parse/action-report.ts';
import { readActionTable } from '../parse/action-table.ts';
import { type ActionPlace, actionPlaces, actionTables, isActionName, itemPlaces } from '../standard/places.ts';
import { type FilePlace, type FolderLister, filesPresent } from './folders.ts';
import { type Piece, pathOf, problemSource, type Source } from './source.ts';
import type { TextReading } from './text-reading.ts';

/** Reports before tables: where both speak of an action, the first to say something decides. */
export function* actionSources(folders: FolderLister): Generator<readonly Source[]> {
  for (const place of actionPlaces) {
    const { entries, problem } = folders.list(place.path);
    // Archives hold items too, whose sources report them.
    if (problem !== undefined && !itemPlaces.some(({ path }) => path === place.path)) yield [problemSource(problem)];
    yield entries.flatMap(({ name }) => (isActionName(name) ? [reportSource(place, name)] : []));
  }
  yield filesPresent(folders, actionTables).map(tableSource);
}

function reportSource({ path, isEnded }: ActionPlace, name: string): Source {
  const folder = `${path}/${name}`;
  const file = `${folder}/action_report.json`;
  const parse = ([reading]: readonly TextReading[]): Piece => {
    const { statement, problems } = readReport(reading, file, name);
    const stated = statement === undefined || !isEnded ? statement : { ...statement, status: 'completed' };
    return { statements: stated === undefined ? [] : [stated], problems };
  };
  return { key: `action ${file}`, folder, names: ['action_report.json'], parse };
}

/** A folder whose report is missing still stands for its action. */
function readReport(reading: TextReading | undefined, file: string, name: string): ActionReportReading {
  if (reading === undefined) return { problems: [] };
  if ('text' in reading) return readActionReport(reading.text, file, name);
  const id = idOfActionName(name)?.toUpperCase();
  return {
    ...(id === undefined ? {} : { statement: { id, file } }),
    problems: [{ ...reading.problem, severity: 'warning' }],
  };
}

function tableSource({ folder, name }: FilePlace): Source {
  const file = pathOf(folder, name);
  const parse = ([reading]: readonly TextReading[]): Piece => {
    if (reading === undefined) return {};
    return 'text' in reading ? { statements: readActionTable(reading.text, file) } : { problems: [reading.problem] };
  };
  return { key: `actions ${file}`, folder, names: [name], parse };
}
