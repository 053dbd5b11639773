/** The prompt of one criterion: the rules, the task, the criterion, and what an earlier try came to. */

export interface PromptFacts {
  readonly taskId: string;
  readonly taskFile: string;
  readonly taskText: string;
  /** Further files that say what the task is about. */
  readonly contextFiles: readonly string[];
  readonly criterion: string;
  /** All its lines, where it has more than one. */
  readonly criterionBody: string | undefined;
  /** Headings above the criterion. */
  readonly group: readonly string[];
  readonly check: string | undefined;
  /** Roots of other repositories that may be changed. */
  readonly relatedRepositories?: readonly string[];
  /** Kube context of KUBECONFIG; undefined when the task has no cluster. */
  readonly context: string | undefined;
  /** What the try before came to, as `previousTry` tells it. */
  readonly previousFailure: string | undefined;
  readonly timeLimitSeconds: number;
}

/** Task files of up to 1 MB exist; what the agent needs beyond this it can read in the repository. */
const taskTextLimit = 60_000;
const bodyLimit = 20_000;

/** Builds the whole prompt. The task's text is data between markers, never instructions that change the rules. */
export function criterionPrompt(facts: PromptFacts): string {
  const cluster =
    facts.context === undefined
      ? 'No cluster belongs to this task; do not use kubectl, flux or helm against one.'
      : `KUBECONFIG holds one context, \`${facts.context}\`. Use that one; never change the context or the kubeconfig.`;
  return [
    'You work on one acceptance criterion of one infrastructure task in this git repository, alone and unattended. Do not ask; decide and act.',
    '',
    '## Rules',
    '- Do only what this criterion asks. Other criteria have a process of their own.',
    '- Do not tick boxes, do not edit the front matter, the acceptance criteria or the completion marks of any task file, do not write the progress log, do not commit, push, switch branches or change git configuration. The engine does that, on proof. Other text of the task file may be edited where the criterion asks for it.',
    '- Do not edit bug_report.json, feature_request.json or the tables that list items (bugs.md, features.md, actions.md); an edit of them is put back.',
    '- Do not edit human-actions/, .agent-config.json, .agent-state.json or git hooks, and make no git repository inside this one.',
    ...relatedRules(facts.relatedRepositories ?? []),
    '- Flux-managed objects are changed through their manifests in git, not with kubectl edit, patch or apply.',
    `- ${cluster}`,
    '- Never print secrets.',
    `- You have ${facts.timeLimitSeconds} seconds. Do not leave commands running in the background.`,
    '- Prove the result: run a command that shows it and cite it.',
    '',
    '## Your last message',
    'A JSON object of the output schema:',
    '- status: `done` (you reached it now), `already_done` (it was so before; evidence needed), `failed` (tried, not reached), `blocked` (needs a person or something outside), `needs_decomposition` (too large for one go).',
    '- summary: one or two sentences for the commit and the log.',
    '- evidence: the commands that prove it, each exactly as you ran it and with the exit code that it had. They are compared with what was really run; a citation that does not match is a failure. Run each as a command of its own: a part of a pipeline, a `;` list, a loop or a script proves nothing. At least one must exit with 0 unless you changed a file; turn a search that must find nothing into `! grep …`.',
    '',
    `## Task ${facts.taskId} (${facts.taskFile})`,
    '<task>',
    shortened(facts.taskText, taskTextLimit),
    '</task>',
    ...(facts.contextFiles.length === 0
      ? []
      : [`What it is about stands in ${facts.contextFiles.join(', ')} too. Read that first.`]),
    '',
    '## Criterion to reach now',
    ...(facts.group.length === 0 ? [] : [`Group: ${facts.group.join(' / ')}`]),
    `Criterion: ${facts.criterion}`,
    ...(facts.criterionBody === undefined
      ? []
      : ['With all that stands below it:', '<criterion>', shortened(facts.criterionBody, bodyLimit), '</criterion>']),
    ...(facts.check === undefined
      ? []
      : [`Check that the engine runs afterwards, which must exit 0: \`${facts.check}\``]),
    ...(facts.previousFailure === undefined ? [] : ['', '## The try before this one failed', facts.previousFailure]),
    '',
  ].join('\n');
}

function relatedRules(roots: readonly string[]): string[] {
  if (roots.length === 0) return [];
  return [
    '- This repository holds the task. What it is about may lie in related repositories, whose files you may change where the criterion needs it; all these rules hold there too, and the engine commits there what you changed. They are:',
    ...roots.map((root) => `  - ${root}`),
  ];
}

function shortened(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit)}\n… (cut; read the file for the rest)` : text;
}
