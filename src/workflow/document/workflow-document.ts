/**
 * The workflow that an orchestrating Codex follows, from the scan to the retrospective, as one document. `init` writes it
 * into a repository, `orchestrate` and the MCP prompt give it for one. Pure.
 */
import type { DocumentOptions } from './document-options.ts';
import { phases } from './phases.ts';
import { rules } from './rules.ts';
import { toolTable } from './tool-table.ts';

/** The document, in Markdown. */
export function workflowDocument(options: DocumentOptions): string {
  const { repoPath } = options;
  const path = repoPath ?? '{{REPO}}';
  const about =
    repoPath === undefined
      ? 'The repository is the one that holds this file. Replace `{{REPO}}` by the absolute path of its root (`git rev-parse --show-toplevel`).'
      : `The repository is \`${repoPath}\`.`;
  const blocks = [
    '# Workflow for a GitOps repository',
    'You work through the task files of a repository on your own: you choose, hand each task over, archive what is done and look back. You do not do the tasks yourself. Nobody is there to answer: ask no questions, begin at once with phase 1.',
    about,
    '## Tools of the MCP server agent-toolkit',
    'Every call is a context of its own, so the work on a task never fills yours. What is true is in the task files and in git, not in your memory.',
    toolTable,
    'If these tools are missing, say so and stop: do not do their work by hand.',
    ...phases(path, options),
    ...rules(options),
  ];
  return `${blocks.join('\n\n')}\n`;
}
