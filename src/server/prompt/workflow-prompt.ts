/** The prompt `gitops-workflow`: the document that `orchestrate` gives to Codex, for any client that orchestrates. */
import type { GetPromptRequest, GetPromptResult } from '@modelcontextprotocol/sdk/types.js';
import { hasBacklog } from '../../backlog/read/has-backlog.ts';
import type { Repository } from '../../git/repository.ts';
import { InputError } from '../../tools/input-error.ts';
import { whereWorkIs } from '../../tools/no-work.ts';
import { openRepository } from '../../tools/repository-path.ts';
import type { Settings } from '../../tools/settings.ts';
import { workflowDocument } from '../../workflow/document/workflow-document.ts';
import { invalid } from '../request-error.ts';
import { promptName } from '../wire.ts';
import { workflowPromptDescription } from './workflow-prompt-description.ts';

export interface PromptPorts {
  /** The repositories that are known without being named. */
  known(): Promise<readonly Repository[]>;
  readonly limits: Pick<Settings, 'tasksPerSession' | 'failuresPerSession'>;
}

/** @throws RequestError when there is no such prompt, an argument is wrong, or no single repository is meant */
export async function workflowPrompt(
  { name, arguments: given = {} }: GetPromptRequest['params'],
  { known, limits }: PromptPorts,
): Promise<GetPromptResult> {
  if (name !== promptName) throw invalid(`There is no prompt ${name}. The one that there is: ${promptName}.`);
  const names = workflowPromptDescription.arguments?.map((argument) => argument.name) ?? [];
  const unknown = Object.keys(given).find((argument) => !names.includes(argument));
  if (unknown !== undefined) throw invalid(`${promptName} has no argument ${unknown}. It has ${names.join(', ')}.`);
  const tasks = readCount('tasks', given['tasks'], 0) ?? limits.tasksPerSession;
  const failures = readCount('failures', given['failures'], 1) ?? limits.failuresPerSession;
  const repoPath = await rootOf(given['repo_path'] ?? '', known);
  const text = workflowDocument({ repoPath, tasks, failures });
  return {
    description: `The workflow of a session in ${repoPath}`,
    messages: [{ role: 'user', content: { type: 'text', text } }],
  };
}

/** Clients leave an argument that nobody filled in empty. */
function readCount(name: string, text = '', least: number): number | undefined {
  if (text.trim() === '') return undefined;
  const count = /^\d{1,6}$/.test(text.trim()) ? Number(text) : -1;
  if (count < least) throw invalid(`${name} is ${JSON.stringify(text)}. Give a whole number from ${least} on.`);
  return count;
}

async function rootOf(repoPath: string, known: PromptPorts['known']): Promise<string> {
  if (repoPath !== '') return rootNamed(repoPath);
  const [first, ...others] = await known();
  if (first === undefined) throw invalid('No repository with tasks is known here. Name one with repo_path.');
  if (others.length === 0) return first.root;
  const roots = [first, ...others].map(({ root }) => root).join(', ');
  throw invalid(`Say which repository with repo_path: ${roots}.`);
}

async function rootNamed(repoPath: string): Promise<string> {
  const { root } = await openRepository(repoPath).catch((error: unknown) => {
    throw error instanceof InputError ? invalid(`repo_path: ${error.message}`) : error;
  });
  if (await hasBacklog(root)) return root;
  throw invalid(`repo_path: ${whereWorkIs(root)}`);
}
