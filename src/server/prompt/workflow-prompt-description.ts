import type { Prompt } from '@modelcontextprotocol/sdk/types.js';
import { promptName } from '../wire.ts';

export const workflowPromptDescription: Prompt = {
  name: promptName,
  title: 'GitOps workflow',
  description:
    'The whole workflow of a session for whoever orchestrates it: scan, process, verify, archive, look back, when to end early. It is followed at once.',
  arguments: [
    {
      name: 'repo_path',
      description: 'Path to the repository with the tasks folder; may be left out where the server knows one',
      required: false,
    },
    { name: 'tasks', description: 'Tasks that are completed before it ends; 0 is no limit', required: false },
    { name: 'failures', description: 'Failures in a row that end it early', required: false },
  ],
};
