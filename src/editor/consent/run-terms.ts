/** On what terms a run would work, what of them nobody has agreed to yet, and how a person is asked. Pure. */
import type { Settings } from '../../tools/settings.ts';

export interface RunTerms {
  readonly network: boolean;
  readonly push: Settings['push'];
  /** The kube context; undefined where none is used. `server` is its address, where it is to be recorded now. */
  readonly context: string | undefined;
  readonly server?: string;
  /** Roots of repositories that may be changed as well, and of those that are proposed. */
  readonly related: readonly string[];
  readonly proposed: readonly string[];
  /** What is told of a server that is used instead of the bundled one. */
  readonly external?: string;
}

/** All that was agreed to in a repository so far. */
export interface Agreed {
  readonly network: boolean;
  readonly push: readonly string[];
  readonly contexts: readonly string[];
  /** Whatever was shown, agreed to or not: nobody is asked about it again. */
  readonly related: readonly string[];
  readonly external: readonly string[];
}

/** What is new, as it is called within a sentence; `[]` where all was agreed to before. */
export function newTerms(agreed: Agreed | undefined, terms: RunTerms): string[] {
  const { network, push, context, related, proposed, external, server } = terms;
  const known: Agreed = agreed ?? { network: false, push: [], contexts: [], related: [], external: [] };
  const others = [...related, ...proposed].filter((root) => !known.related.includes(root));
  const isNewContext = context !== undefined && (server !== undefined || !known.contexts.includes(context));
  return [
    ...(network && !known.network ? ['the network'] : []),
    ...(push !== 'never' && !known.push.includes(push) ? ['when it pushes'] : []),
    ...(isNewContext ? ['the kube context'] : []),
    ...(others.length > 0 ? [others.length === 1 ? 'a related repository' : 'related repositories'] : []),
    ...(external !== undefined && !known.external.includes(external) ? ['the server'] : []),
  ];
}

/** With these terms as well: what is narrower later needs no answer. */
export function withTerms(agreed: Agreed | undefined, terms: RunTerms): Agreed {
  const { network, push, context, related, proposed, external } = terms;
  const add = (known: readonly string[] | undefined, ...more: readonly (string | undefined)[]) => [
    ...new Set([...(known ?? []), ...more.filter((one) => one !== undefined)]),
  ];
  return {
    network: network || agreed?.network === true,
    push: add(agreed?.push, push),
    contexts: add(agreed?.contexts, context),
    related: add(agreed?.related, ...related, ...proposed),
    external: add(agreed?.external, external),
  };
}

const pushes: Record<Settings['push'], string> = {
  auto: 'after each criterion of deployment and Flux tasks, else with the archive',
  afterArchive: 'with the archive, when a task is done',
  never: 'never',
  pullRequest: 'to a branch of the task, with a pull request',
};

/** The question's first line. @param name an item's id, or `The session` @param news as `newTerms` tells */
export function questionOf(name: string, repository: string, isFirst: boolean, news: readonly string[]): string {
  const what = name === 'The session' ? 'the session' : `work on ${name}`;
  if (isFirst) return `Begin ${what} in ${repository}? It is the first run here.`;
  const list = news.length === 1 ? news.join('') : `${news.slice(0, -1).join(', ')} and ${news.at(-1)}`;
  return `Begin ${what} in ${repository}? You have not agreed to ${list} before.`;
}

/** What the run may do, one line each. */
export function termLines(terms: RunTerms): string[] {
  const { network, push, context, related, proposed, external, server } = terms;
  const address = server === undefined ? ' (recorded)' : ` (${server}); it is recorded in .agent-state.json`;
  const others = [...related, ...proposed.map((root) => `${root} (proposed by .agent-config.json)`)];
  const own = [
    'Sandbox: Codex writes in this repository and in temporary folders only',
    `Network: ${network ? 'on, since kubectl and flux need it' : 'off'}`,
  ];
  return [
    ...(external === undefined ? own : [external]),
    `Kube context: ${context === undefined ? 'none' : `${context}${address}; your kubeconfig is not changed`}`,
    `Push: ${pushes[push]}`,
    `Related repositories: ${others.length === 0 ? 'none' : others.join(', ')}`,
  ];
}

/** The text below the question. @param reach lines of the blast radius */
export function detailOf(terms: RunTerms, reach: readonly string[]): string {
  return [...termLines(terms), '', ...reach, '', 'You are asked again only when a run may do more than this.'].join(
    '\n',
  );
}
