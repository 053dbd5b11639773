/** What `doctor` found, as rows of a list and as a report, and what of it can be mended here. Pure. */
import { z } from 'zod';
import * as l10n from '../l10n.ts';

export const diagnosisSchema = z.object({
  healthy: z.boolean(),
  findings: z.array(
    z.object({
      check: z.string(),
      status: z.enum(['ok', 'warning', 'failed', 'skipped']),
      message: z.string(),
      remedy: z.string().nullable(),
      /** What is missing altogether. */
      lacks: z.string().optional(),
    }),
  ),
});
export type Diagnosis = z.output<typeof diagnosisSchema>;
export type Finding = Diagnosis['findings'][number];

/** What a press does. */
export type Mend =
  | { readonly kind: 'setting'; readonly setting: 'codexPath' | 'context' | 'kubeconfig' }
  | { readonly kind: 'logIn' | 'initialize' | 'initGit' | 'lint' | 'openConfig' };

/** What can be done about a finding here; undefined where a person has to, elsewhere. */
export function mendOf({ check, status, lacks }: Finding): Mend | undefined {
  if (status === 'ok' || status === 'skipped') return undefined;
  switch (check) {
    case 'git':
      return lacks === 'repository' ? { kind: 'initGit' } : undefined;
    case 'codex':
      if (lacks === 'login') return { kind: 'logIn' };
      return status === 'failed' ? { kind: 'setting', setting: 'codexPath' } : undefined;
    case 'config':
      return { kind: 'openConfig' };
    case 'context':
      return { kind: 'setting', setting: 'context' };
    case 'cluster':
      return { kind: 'setting', setting: 'kubeconfig' };
    case 'tasks':
      return { kind: lacks === 'tasks' ? 'initialize' : 'lint' };
    default:
      return undefined;
  }
}

export function mendTitle(mend: Mend): string {
  switch (mend.kind) {
    case 'setting':
      return l10n.t`Open the setting agentToolkit.${mend.setting}`;
    case 'logIn':
      return l10n.t('Log in to Codex in a terminal');
    case 'initialize':
      return l10n.t('Initialize this repository');
    case 'initGit':
      return l10n.t('Make it a git repository');
    case 'lint':
      return l10n.t('List the problems');
    case 'openConfig':
      return l10n.t('Open .agent-config.json');
  }
}

const icons = { ok: 'pass', warning: 'warning', failed: 'error', skipped: 'circle-slash' } as const;
/** For those who do not see the icon. */
const words = () => ({
  ok: l10n.t('in order'),
  warning: l10n.t('to look at'),
  failed: l10n.t('to mend'),
  skipped: l10n.t('not looked at'),
});
const order = ['failed', 'warning', 'ok', 'skipped'] as const;

export interface FindingPick {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly finding: Finding;
  readonly mend: Mend | undefined;
}

/** What has to be mended comes first. */
export function findingPicks({ findings }: Diagnosis): FindingPick[] {
  const sorted = order.flatMap((wanted) => findings.filter(({ status }) => status === wanted));
  return sorted.map((finding) => {
    const { check, status, message, remedy } = finding;
    const detail = remedy === null ? message : `${message} → ${remedy}`;
    return {
      label: `$(${icons[status]}) ${check}`,
      description: words()[status],
      detail,
      finding,
      mend: mendOf(finding),
    };
  });
}

/** One line: the sum. */
export function diagnosisText({ findings }: Diagnosis, name: string): string {
  const count = (wanted: Finding['status']) => findings.filter(({ status }) => status === wanted).length;
  const [failures, warnings] = [count('failed'), count('warning')];
  if (failures > 0) return l10n.t`${name}: ${failures} to mend, ${warnings} to look at.`;
  return warnings > 0 ? l10n.t`${name} is ready, with ${warnings} to look at.` : l10n.t`${name} is ready.`;
}

/** All of it as Markdown. */
export function diagnosisReport(diagnosis: Diagnosis, name: string): string {
  const rows = diagnosis.findings.flatMap(({ check, status, message, remedy }) => [
    `## ${check}: ${words()[status]}`,
    '',
    message,
    ...(remedy === null ? [] : ['', l10n.t`To do: ${remedy}`]),
    '',
  ]);
  return [`# ${l10n.t`Doctor: ${name}`}`, '', diagnosisText(diagnosis, name), '', ...rows].join('\n');
}
