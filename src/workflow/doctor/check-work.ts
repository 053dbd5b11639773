/** Whether the task files are sound, and whether the registries that they name answer. */
import { allProblems, filesOf } from '../../backlog/lint/all-problems.ts';
import { readVerify } from '../../backlog/parse/verify-field.ts';
import { buildQueue } from '../../backlog/queue/queue.ts';
import { isEnded } from '../../backlog/queue/status-words.ts';
import type { Backlog } from '../../backlog/task.ts';
import { CredentialStore } from '../../cluster/registry/credentials.ts';
import { defaultRegistryLimits } from '../../cluster/registry/limits.ts';
import { pingRegistries } from '../../cluster/registry/ping-registries.ts';
import { readImages, registriesOf } from '../../cluster/registry/read-images.ts';
import { registryFailure } from '../../cluster/registry/registry-verdict.ts';
import type { RepositoryConfig } from '../../session/repository-config.ts';
import { doubtful, type Finding, failed, fine, skipped } from './finding.ts';

/** What `lint` would say, in numbers. Pure. */
export function checkTasks(backlog: Backlog): Finding {
  const queue = buildQueue(backlog);
  const problems = allProblems(backlog, queue);
  const count = (wanted: string) => problems.filter(({ severity }) => severity === wanted).length;
  const [errors, warnings] = [count('error'), count('warning')];
  const files = filesOf(backlog).size;
  const numbers = `${counted(errors, 'error')} and ${counted(warnings, 'warning')} in ${counted(files, 'file')}.`;
  if (errors > 0) return failed('tasks', numbers, 'agent-toolkit lint lists them; --fix mends what is mechanical.');
  if (files === 0) {
    const remedy = 'agent-toolkit init makes the folders and a first one.';
    return { ...doubtful('tasks', 'The repository holds no tasks.', remedy), lacks: 'tasks' };
  }
  if (warnings > 0) return doubtful('tasks', numbers, 'agent-toolkit lint lists them.');
  return fine('tasks', `No problems in ${counted(files, 'file')}.`);
}

export interface RegistriesRequest {
  readonly overHttp: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** Asks each registry of an image that a task or the repository states under `verify`. @throws the signal's reason */
export async function checkRegistries(
  images: readonly string[],
  { overHttp, env }: RegistriesRequest,
  signal: AbortSignal,
): Promise<Finding> {
  const names = registriesOf(readImages(images));
  if (names.length === 0) return skipped('registry', 'No task states verify.images.');
  const limits = { ...defaultRegistryLimits, retryMs: 500 };
  const credentials = new CredentialStore(env, signal, () => {});
  const pings = await pingRegistries(names, { overHttp, credentials, limits, onRetry: () => {} }, signal);
  const failures = pings.flatMap(({ address, answer }) =>
    typeof answer === 'number' ? [] : [registryFailure(address, answer)],
  );
  const [first] = failures;
  if (first === undefined) return fine('registry', `Answers: ${names.join(', ')}.`);
  const others = failures.length > 1 ? ` (and ${failures.length - 1} more)` : '';
  return failed('registry', `${first.cause}${others} ${first.message}`, first.remedy);
}

/** Images of tasks that are not over, and of the repository. Pure. */
export function statedImages({ tasks }: Backlog, config: RepositoryConfig): string[] {
  const scopes = [
    readVerify(config.verify).scope,
    ...tasks.filter((task) => !isEnded(task)).map(({ verify }) => verify),
  ];
  const stated = scopes.flatMap((scope) => (typeof scope === 'object' ? (scope.images ?? []) : []));
  return [...new Set(stated)];
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
