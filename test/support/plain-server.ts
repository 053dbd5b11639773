/**
 * Entry of a server that is none of ours: the SDK alone, the documented parameters and results of the five tools, and no more.
 * `node test/support/plain-server.ts [--without=TOOL] [--slow] [FILE]`; each call is added to FILE, a line each. TASK-SLOW never
 * ends, and with --slow no call does.
 */
import { appendFileSync } from 'node:fs';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

const words = process.argv.slice(2);
const without = words.find((word) => word.startsWith('--without='))?.slice('--without='.length);
const isSlow = words.includes('--slow');
const record = words.find((word) => !word.startsWith('--'));

const repository = { repo_path: z.string() };
const limit = { timeout: z.number().optional() };
const tools = {
  scan_prioritize: { ...repository, ...limit, sync_remote: z.boolean().optional() },
  process_bug: {
    ...repository,
    item_id: z.string(),
    max_iterations: z.number().optional(),
    timeout_per_section: z.number().optional(),
  },
  run_tests: { ...repository, ...limit, work_item_id: z.string(), create_bugs: z.boolean().optional() },
  create_work_item: { ...repository, item_type: z.string(), title: z.string(), description: z.string() },
  run_retrospective: { ...repository, ...limit, session_id: z.string().nullish(), dry_run: z.boolean().optional() },
};

const summary = { pods_healthy: 3, services_up: 2, endpoints_accessible: 5 };
const results: Readonly<Record<keyof typeof tools, unknown>> = {
  scan_prioritize: {
    ...{ success: true, summary: { total: 2, ready: 1, blocked: 1 } },
    priority_queue: [{ item_id: 'TASK-001', title: 'Raise it', priority: 'critical', status: 'ready' }],
    human_actions_required: [{ action_id: 'ACTION-001' }],
    next_action: { item_id: 'TASK-001', reason: 'Highest priority ready task' },
  },
  process_bug: { status: 'complete', sections_completed: ['Raise it'], test_result: { passed: true, summary } },
  run_tests: {
    ...{ success: true, passed: false, overall_status: 'failed', summary, issues_created: [] },
    failures: ['Pod shop/web: ImagePullBackOff', { pod: 'web', reason: 'OOMKilled' }],
  },
  create_work_item: {
    ...{ success: true, item_id: 'TASK-016', location: 'tasks/active/TASK-016.md', files_created: ['TASK-016.md'] },
    duplicate_warning: null,
  },
  run_retrospective: {
    ...{ success: true, summary: 'Processed 3 tasks.', deprecations: ['TASK-002'], priority_changes: [] },
    merges: [{ source: 'TASK-004', target: 'TASK-003' }],
    recommendations: ['Consolidate the monitoring tasks'],
    next_priority_item: { item_id: 'TASK-006', reason: 'It waits longest' },
  },
};

const server = new McpServer({ name: 'plain', version: '0.1' });
for (const name of Object.keys(tools) as (keyof typeof tools)[]) {
  if (name === without) continue;
  server.registerTool(name, { inputSchema: z.object(tools[name]).strict() }, async (input: Record<string, unknown>) => {
    if (record !== undefined) appendFileSync(record, `${JSON.stringify({ name, input })}\n`);
    if (isSlow || input['item_id'] === 'TASK-SLOW') await new Promise(() => setInterval(() => {}, 60_000));
    return { content: [{ type: 'text', text: JSON.stringify(results[name]) }] };
  });
}
await server.connect(new StdioServerTransport());
