/** What can stand in a template of a resource, and in an argument of the prompt. */
import type { CompleteRequest, CompleteResult } from '@modelcontextprotocol/sdk/types.js';
import { isEnded } from '../../backlog/queue/status-words.ts';
import type { Backlog } from '../../backlog/task.ts';
import type { Repository } from '../../git/repository.ts';
import { invalid } from '../request-error.ts';
import { promptName } from '../wire.ts';
import type { KnownRepositories } from './known-repositories.ts';
import { uriTemplates } from './resource-uri.ts';

/** MCP's own limit. */
const mostValues = 100;

/**
 * Ids, those of open tasks first, and the repositories that are known.
 * @throws RequestError when there is no such template or prompt
 */
export async function completionsFor(
  { ref, argument, context }: CompleteRequest['params'],
  known: KnownRepositories,
  backlogOf: (repository: Repository) => Promise<Backlog>,
): Promise<CompleteResult> {
  const isKnown =
    ref.type === 'ref/prompt' ? ref.name === promptName : Object.values<string>(uriTemplates).includes(ref.uri);
  if (!isKnown)
    throw invalid(`There is no ${ref.type === 'ref/prompt' ? `prompt ${ref.name}` : `template ${ref.uri}`}.`);
  const typed = argument.value.toLowerCase();
  if (argument.name === 'repo_path') {
    const roots = (await known.all()).map(({ root }) => root);
    return found(roots.filter((root) => root.toLowerCase().includes(typed)));
  }
  if (argument.name !== 'item_id' || ref.type === 'ref/prompt') return found([]);
  const repoPath = context?.arguments?.['repo_path'];
  const repositories = repoPath === undefined || repoPath === '' ? await known.all() : [await known.named(repoPath)];
  const backlogs: Backlog[] = [];
  for (const repository of repositories) backlogs.push(await backlogOf(repository));
  return found(idsOf(backlogs).filter((id) => id.toLowerCase().startsWith(typed)));
}

function idsOf(backlogs: readonly Backlog[]): string[] {
  const tasks = backlogs.flatMap((backlog) => backlog.tasks);
  const actions = backlogs.flatMap((backlog) => backlog.humanActions);
  const inOrder = [...tasks.filter((task) => !isEnded(task)), ...actions, ...tasks.filter(isEnded)];
  return [...new Set(inOrder.map(({ id }) => id))];
}

function found(values: readonly string[]): CompleteResult {
  const total = values.length;
  return { completion: { values: values.slice(0, mostValues), total, hasMore: total > mostValues } };
}
