import type { ToolAnnotations } from '@modelcontextprotocol/sdk/types.js';
import type { Toolbox } from '../tools/toolbox.ts';

/**
 * What each tool may do, for clients that ask the user before some calls. They cover exactly the tools that work.
 *
 * - scan_prioritize may fast-forward the branch, so it is not read-only; it talks to the repository's own remote alone,
 *   which is no open world.
 * - process_bug lets an agent change files and, through it, a cluster.
 * - run_tests looks at the cluster that is configured and at the health URLs that are stated, which is no open world; with
 *   create_bugs it adds files, and to files, each time; with reconcile and reset it sets annotations on Flux' objects.
 * - create_work_item only adds files, others each time.
 * - run_retrospective moves and edits work items, which git keeps, and lets Codex judge their texts without any tool.
 */
export const toolAnnotations: Readonly<Record<keyof Toolbox, ToolAnnotations>> = {
  scan_prioritize: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  process_bug: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  run_tests: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  create_work_item: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
  run_retrospective: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: false },
};
