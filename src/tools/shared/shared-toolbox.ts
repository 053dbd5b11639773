/**
 * The tools for several callers: a call that comes while the same one is in work joins it and never starts a twin. So a
 * client that gave up waiting calls again and has what it would have had.
 */
import { idKey } from '../../backlog/task-id.ts';
import type { Repository } from '../../git/repository.ts';
import { contract, type ToolInput, type ToolParams, type ToolResult } from '../contract.ts';
import type { Toolbox, ToolContext } from '../toolbox.ts';
import { busyAnswer, joinedWarning } from './answers.ts';
import { type Asked, SharedCalls } from './shared-calls.ts';

type SharedTool = 'process_bug' | 'run_tests' | 'run_retrospective';
type RunTool = {
  [Name in SharedTool]: (input: ToolInput<Name>, context: ToolContext) => Promise<ToolResult<Name>>;
};

/** Which calls are the same, by the tool. */
interface Sharing<Name extends SharedTool> extends Pick<Asked<ToolResult<Name>>, 'meanwhile'> {
  readonly key: readonly unknown[];
  readonly name: readonly unknown[];
}

/**
 * process_bug: the same are those with one task in one work tree, whatever else they ask for, which a warning tells; a call
 * for another task is answered at once. run_tests and run_retrospective: the same are those with the same parameters. One
 * that only looks is the same only on the same commit, since a later one has to see what is new; a verification that
 * writes waits then, and so does a retrospective that makes or applies another preview. A scan reads anew each time,
 * and each creation is one of its own.
 */
export function createSharedToolbox(tools: Toolbox): Toolbox {
  const runs = new SharedCalls<ToolResult<'process_bug'>>();
  const verifications = new SharedCalls<ToolResult<'run_tests'>>();
  const retrospectives = new SharedCalls<ToolResult<'run_retrospective'>>();
  return {
    scan_prioritize: (input, context) => tools.scan_prioritize(input, context),
    create_work_item: (input, context) => tools.create_work_item(input, context),
    process_bug: (input, context) => share('process_bug', { calls: runs, tools, sharing: sharedRun }, input, context),
    run_tests: (input, context) =>
      share('run_tests', { calls: verifications, tools, sharing: sharedVerification }, input, context),
    run_retrospective: (input, context) =>
      share('run_retrospective', { calls: retrospectives, tools, sharing: sharedRetrospective }, input, context),
  };
}

interface Share<Name extends SharedTool> {
  readonly calls: SharedCalls<ToolResult<Name>>;
  readonly tools: RunTool;
  sharing(repository: Repository, params: ToolParams<Name>, context: ToolContext): Promise<Sharing<Name>>;
}

async function share<Name extends SharedTool>(
  tool: Name,
  { calls, tools, sharing }: Share<Name>,
  input: ToolInput<Name>,
  context: ToolContext,
): Promise<ToolResult<Name>> {
  const work = (shared: ToolContext) => tools[tool](input, shared);
  const { data } = contract[tool].params.safeParse(input);
  const { openRepository } = await import('../repository-path.ts'); // git's client, which the start need not wait for
  // What is wrong with the parameters or the place, the tool itself says.
  const repository = data && (await openRepository(data.repo_path).catch(() => undefined));
  if (repository === undefined) return work(context);
  const params = data as ToolParams<Name>;
  const { key, name, ...meanwhile } = await sharing(repository, params, context);
  return calls.run(
    {
      ...{ key: JSON.stringify(key), name: JSON.stringify(name), params, work, ...meanwhile },
      joined: (result, running) => ({
        ...result,
        warnings: [...result.warnings, joinedWarning(tool, params, running)],
      }),
    },
    context,
  );
}

async function sharedRun(
  { root, commonDir }: Repository,
  { item_id }: ToolParams<'process_bug'>,
): Promise<Sharing<'process_bug'>> {
  const meanwhile: Sharing<'process_bug'>['meanwhile'] = (running) => busyAnswer(item_id, running);
  return { key: [commonDir], name: [root, idKey(item_id)], meanwhile };
}

async function sharedVerification(
  repository: Repository,
  { work_item_id, repo_path: _path, timeout: _timeout, ...wishes }: ToolParams<'run_tests'>,
): Promise<Sharing<'run_tests'>> {
  const what = [repository.root, idKey(work_item_id), wishes];
  const commit = await commitOf(repository);
  const writes = wishes.create_bugs || wishes.reconcile || wishes.reset;
  return writes ? { key: what, name: [commit] } : { key: [...what, commit], name: [] };
}

async function sharedRetrospective(
  repository: Repository,
  { repo_path: _path, timeout: _timeout, ...wishes }: ToolParams<'run_retrospective'>,
  { preview }: ToolContext,
): Promise<Sharing<'run_retrospective'>> {
  const what = [repository.root, wishes];
  return { key: wishes.dry_run ? [...what, await commitOf(repository)] : what, name: [preview] };
}

async function commitOf(repository: Repository): Promise<string | undefined> {
  const { readHead } = await import('../../git/repository.ts');
  return (await readHead(repository))?.commit;
}
