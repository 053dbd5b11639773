/** On what terms a run would work, what of them nobody has agreed to yet, and how a person is asked. Pure. */
import type { Settings } from '../../tools/settings.ts';
import * as l10n from '../l10n.ts';

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
  /** Whether human actions are asked about from then on, without anybody running something. */
  readonly checksActions?: true;
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
    ...(network && !known.network ? [l10n.t('the network')] : []),
    ...(push !== 'never' && !known.push.includes(push) ? [l10n.t('when it pushes')] : []),
    ...(isNewContext ? [l10n.t('the kube context')] : []),
    ...(others.length > 0
      ? [others.length === 1 ? l10n.t('a related repository') : l10n.t('related repositories')]
      : []),
    ...(external !== undefined && !known.external.includes(external) ? [l10n.t('the server')] : []),
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

const pushes = (): Record<Settings['push'], string> => ({
  auto: l10n.t('after each criterion of deployment and Flux tasks, else with the archive'),
  afterArchive: l10n.t('with the archive, when a task is done'),
  never: l10n.t('never'),
  pullRequest: l10n.t('to a branch of the task, with a pull request'),
});

/** What a session is called where the log names an item by its id. */
export const sessionName = 'The session';

/** The question's first line. @param name an item's id, or `sessionName` @param news as `newTerms` tells */
export function questionOf(name: string, repository: string, isFirst: boolean, news: readonly string[]): string {
  const question =
    name === sessionName
      ? l10n.t`Begin the session in ${repository}?`
      : l10n.t`Begin work on ${name} in ${repository}?`;
  const why = isFirst ? l10n.t('It is the first run here.') : l10n.t`New since you last agreed: ${l10n.list(news)}.`;
  return `${question} ${why}`;
}

/** What the run may do, one line each. */
export function termLines(terms: RunTerms): string[] {
  const { network, push, context, related, proposed, external, server, checksActions } = terms;
  const kubeContext =
    server === undefined
      ? l10n.t`Kube context: ${context ?? ''} (recorded); your kubeconfig is not changed`
      : l10n.t`Kube context: ${context ?? ''} (${server}); it is recorded in .agent-state.json; your kubeconfig is not changed`;
  const others = [...related, ...proposed.map((root) => l10n.t`${root} (proposed by .agent-config.json)`)];
  const own = [
    others.length === 0
      ? l10n.t('Sandbox: Codex writes in this repository and in temporary folders only')
      : l10n.t('Sandbox: Codex writes in this repository, in related ones and in temporary folders only'),
    network ? l10n.t('Network: on, since kubectl and flux need it') : l10n.t('Network: off'),
  ];
  return [
    ...(external === undefined ? own : [external]),
    context === undefined ? l10n.t('Kube context: none') : kubeContext,
    l10n.t`Push: ${pushes()[push]}`,
    others.length === 0 ? l10n.t('Related repositories: none') : l10n.t`Related repositories: ${others.join(', ')}`,
    ...(checksActions === undefined
      ? []
      : [
          l10n.t(
            'Human actions: while the Task Queue is shown, the addresses, names and cluster that they wait for are asked; one that is done is marked in a commit',
          ),
        ]),
  ];
}

/** The text below the question. @param reach lines of the blast radius */
export function detailOf(terms: RunTerms, reach: readonly string[]): string {
  return [
    ...termLines(terms),
    '',
    ...reach,
    '',
    l10n.t('You are asked again only when a run may do more than this.'),
  ].join('\n');
}
