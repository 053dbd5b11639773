/** What each tool is for, and its parameters that matter to an orchestrator; the server's own descriptions say the rest. */
export const toolTable = [
  '| tool | for | parameters |',
  '|---|---|---|',
  '| `scan_prioritize` | the queue: what is ready, what is blocked and why, what waits for a person | `repo_path`, `sync_remote` |',
  '| `process_bug` | one task, all of its criteria, one commit each, and then its verification; called once for a task, it lasts minutes to hours | `repo_path`, `item_id`, `max_iterations`, `timeout_per_section` |',
  '| `run_tests` | to verify once more after something was mended by hand; `process_bug` verifies by itself | `repo_path`, `work_item_id` |',
  '| `create_work_item` | a bug, a feature or a human action, with a look for duplicates | `repo_path`, `item_type`, `title`, `description`, `component`, `priority` |',
  '| `run_retrospective` | the look back, and a backlog in order | `repo_path`, `session_id`, `dry_run` |',
].join('\n');
