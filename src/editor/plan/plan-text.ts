/** What processing and verifying a task would do, as Markdown. Pure. */
import { z } from 'zod';
import * as l10n from '../l10n.ts';

export const testPlanSchema = z.object({
  item_id: z.string(),
  about: z.string(),
  checks: z.array(
    z.object({
      check: z.string(),
      objects: z.array(z.string()),
      because: z.string(),
      skipped: z.string().optional(),
    }),
  ),
  warnings: z.array(z.string()),
});
export type TestPlan = z.output<typeof testPlanSchema>;

export interface TaskPlan {
  readonly id: string;
  readonly title: string;
  readonly state: 'ready' | 'blocked' | 'completed';
  /** Why it is where it is. */
  readonly explanation: string;
  /** Those that are executed, in order. */
  readonly criteria: readonly { readonly text: string; readonly isOpen: boolean; readonly check?: string }[];
  readonly settings: {
    readonly maxIterations: number;
    /** Seconds. */
    readonly timeoutPerSection: number;
    readonly stepMode: boolean;
    readonly archiveOnComplete: boolean;
  };
  readonly verification: TestPlan;
}

/** Objects of one check that are named. */
const mostNamed = 10;

export function planText(plan: TaskPlan): string {
  const { id, title } = plan;
  return [
    `# ${l10n.t`Plan for ${id}: ${inline(title)}`}`,
    '',
    l10n.t('This is what would be done. Nothing is run, changed or asked of a cluster for it.'),
    '',
    `## ${l10n.t('Process Task')}`,
    '',
    ...processing(plan),
    '',
    `## ${l10n.t('Verify Task')}`,
    '',
    ...verification(plan.verification),
    '',
  ].join('\n');
}

function processing({ state, explanation, criteria, settings }: TaskPlan): string[] {
  if (state === 'completed') return [l10n.t('It is completed: there is nothing to process.')];
  const open = criteria.filter(({ isOpen }) => isOpen);
  const done = criteria.length - open.length;
  const blocked = state === 'blocked' ? [`${l10n.t('It would not begin now.')} ${inline(explanation)}`, ''] : [];
  if (criteria.length === 0) return [...blocked, l10n.t('It has no criteria, so there is nothing to process.')];
  if (open.length === 0) return [...blocked, l10n.t('No criterion is open: it would be verified alone.')];
  const end = settings.stepMode
    ? l10n.t('Then you look at the diff and decide; what you take becomes a commit:')
    : l10n.t('Then what is proven becomes a commit:');
  const seconds = settings.timeoutPerSection;
  const steps = open.flatMap(({ text, check }, index) => [
    `${index + 1}. ${inline(text)}`,
    ...(check === undefined ? [] : [`   - ${l10n.t`its check has to exit with 0: ${code(check)}`}`]),
  ]);
  const archive = settings.archiveOnComplete
    ? l10n.t('It is archived when it is complete.')
    : l10n.t('It stays in its folder when it is complete.');
  return [
    ...blocked,
    [
      l10n.t`${done} of ${criteria.length} criteria are done.`,
      l10n.t`For each of these a fresh Codex process works for at most ${seconds} s.`,
      end,
    ].join(' '),
    '',
    ...steps,
    '',
    ...(open.length > settings.maxIterations
      ? [l10n.t`At most ${settings.maxIterations} processes are begun in one run.`]
      : []),
    `${l10n.t('When no criterion is open it is verified, as below.')} ${archive}`,
  ];
}

function verification({ about, checks, warnings }: TestPlan): string[] {
  const rows = checks.map(({ check, objects, because, skipped }) => {
    const due = skipped === undefined ? l10n.t('yes') : l10n.t`no: ${skipped}`;
    return `| ${[check, shown(objects), because, due].map(cell).join(' | ')} |`;
  });
  const table =
    rows.length === 0
      ? []
      : [
          '',
          `| ${[l10n.t('Check'), l10n.t('Objects'), l10n.t('Because of'), l10n.t('Run')].join(' | ')} |`,
          '| --- | --- | --- | --- |',
          ...rows,
        ];
  const notes = warnings.length === 0 ? [] : ['', ...warnings.map((warning) => `- ${inline(warning)}`)];
  return [inline(about), ...table, ...notes];
}

function shown(objects: readonly string[]): string {
  const more = objects.length - mostNamed;
  const named = objects.slice(0, mostNamed).join(', ');
  return more > 0 ? l10n.t`${named} and ${more} more` : named;
}

/** One line that no text of a repository turns into other Markdown than a text. */
function inline(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\<>[\]!]/g, '\\$&');
}

function cell(text: string): string {
  return inline(text).replaceAll('|', '\\|');
}

/** A fence longer than any in the text. */
function code(text: string): string {
  const fence = '`'.repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  return `${fence} ${text.replace(/\s+/g, ' ')} ${fence}`;
}
