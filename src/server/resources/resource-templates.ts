import type { ResourceTemplate } from '@modelcontextprotocol/sdk/types.js';
import { json, markdown } from './media-types.ts';
import { uriTemplates } from './resource-uri.ts';

const where = 'repo_path may be left out where the server knows one repository.';
const audience: ('user' | 'assistant')[] = ['user', 'assistant'];

/** What can be read without being listed: a task stays the same, wherever its file is moved. */
export const resourceTemplates: ResourceTemplate[] = [
  {
    uriTemplate: uriTemplates.task,
    name: 'task',
    title: 'Task by its id',
    description: `The file of a task, or of a human action, wherever it lies: TASK-001, BUG-007. ${where}`,
    mimeType: markdown,
    annotations: { audience, priority: 0.8 },
  },
  {
    uriTemplate: uriTemplates.queue,
    name: 'queue',
    title: 'Queue of a repository',
    description: `What scan_prioritize says, without asking the remote. ${where}`,
    mimeType: json,
    annotations: { audience, priority: 1 },
  },
  {
    uriTemplate: uriTemplates.verifications,
    name: 'verifications',
    title: 'Last verifications of a repository',
    description: `What the verifications of the last sessions on this machine came to. ${where}`,
    mimeType: json,
    annotations: { audience, priority: 0.4 },
  },
];
