import type { ToolAnnotations } from '@modelcontextprotocol/sdk/types.js';
import type { Toolbox } from '../tools/toolbox.ts';

/**
 * What each tool may do, for clients that ask the user before some calls. They cover exactly the tools that work.
 *
 * - scan_prioritize may fast-forward the branch, so it is not read-only; it talks to the repository's own remote alone,
 *   which is no open world.
 * - process_bug lets an agent change files and, through it, a cluster.
 * - run_tests only looks, and at health URLs too.
 * - create_work_item only adds files, others each time.
 */
export const toolAnnotations: Readonly<Record<keyof Toolbox, ToolAnnotations>> = {
  scan_prioritize: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  process_bug: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  run_tests: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  create_work_item: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
};
