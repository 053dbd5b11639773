/**
 * Answers of servers that give the documented results of the five tools and no more: what our own server tells beyond them is
 * filled in as unknown or empty, never as something that was done.
 */
import { humanActionSchema, type ToolInput } from '../tools/contract.ts';
import type { WorkingTool } from './tool-call.ts';

type Told = Readonly<Record<string, unknown>>;

const nothing = { tokens: { input: 0, output: 0 }, pushed: false, pull_request: null, warnings: [] };

/** The answer with what it does not say; what a tool must say stays missing. */
export function filledAnswer<Name extends WorkingTool>(name: Name, input: ToolInput<Name>, told: unknown): unknown {
  if (!isObject(told)) return told;
  switch (name) {
    case 'scan_prioritize':
      return filledScan(told);
    case 'process_bug':
      return filledProcess(told, 'item_id' in input ? input.item_id : '');
    case 'run_tests':
      return filledTests(told);
    case 'run_retrospective':
      return filledRetrospective(told);
    default:
      return { duplicate_warning: null, warnings: [], committed: null, ...told };
  }
}

function filledScan(told: Told): Told {
  const empty = { explanation: '', folder: '', file: '', labels: [], criteria_total: 0, criteria_open: 0 };
  const queue = list(told['priority_queue'])?.map((item) => (isObject(item) ? { ...empty, ...item } : item));
  const actions = list(told['human_actions_required']) ?? [];
  return {
    ...{ completed: [], warnings: [] },
    ...told,
    ...(queue === undefined ? {} : { priority_queue: queue }),
    human_actions_required: actions.filter((action) => humanActionSchema.safeParse(action).success),
  };
}

function filledProcess(told: Told, itemId: string): Told {
  const { status, test_result: tests } = told;
  const words: Readonly<Record<string, string>> = {
    complete: 'is complete.',
    tests_failed: 'is done, and its verification failed.',
    needs_decomposition: 'is too large and has to be taken apart.',
    partial: 'is not finished.',
  };
  const ended = words[String(status)] ?? 'ended with an error, of which the server says no more.';
  return {
    ...{ item_id: itemId, message: `${itemId} ${ended}`, sections_completed: [], sections_remaining: [], commits: [] },
    ...{ ended_by: null, failed_section: null, leftovers: [], related: [], proposed_sub_tasks: [], rollback: null },
    ...nothing,
    ...told,
    test_result: isObject(tests) ? filledTests(tests) : null,
  };
}

function filledTests(told: Told): Told {
  const { passed } = told;
  const summary = isObject(told['summary']) ? told['summary'] : {};
  const count = (name: string) => (Number.isInteger(summary[name]) ? summary[name] : 0);
  const [pods, services, endpoints] = [count('pods_healthy'), count('services_up'), count('endpoints_accessible')];
  const failures = list(told['failures'])?.map(filledFailure) ?? [];
  const seen = `${pods} pods healthy, ${services} services up, ${endpoints} endpoints accessible`;
  return {
    ...{
      success: passed,
      overall_status: passed === true ? 'passed' : 'failed',
      issues_created: [],
      issues_updated: [],
    },
    ...{ causes: [], checks: [], warnings: [], context: null },
    message: `The verification ${passed === true ? 'passed' : 'failed'}: ${seen}.`,
    ...told,
    failures,
    summary: {
      ...{ pods_healthy: pods, services_up: services, endpoints_accessible: endpoints },
      ...{ pods_total: pods, services_total: services, endpoints_total: endpoints },
      ...{ deployments_healthy: 0, deployments_total: 0 },
      ...summary,
    },
  };
}

/** A failure in words, or in a form of the server's own. */
function filledFailure(failure: unknown): unknown {
  const empty = { check: '', object: '', reason: '', cause: '', remedy: '', scope: 'task' };
  if (isObject(failure)) return { ...empty, message: JSON.stringify(failure), ...failure };
  return { ...empty, message: String(failure) };
}

function filledRetrospective(told: Told): Told {
  const { summary, recommendations } = told;
  return {
    ...{ deprecations: [], merges: [], priority_changes: [], recommendations: [], next_priority_item: null },
    ...{ changes: [], created: [], refused: [], lessons: [], session_id: null, judged: false, judge_note: null },
    ...{ report: null, committed: null },
    ...nothing,
    report_text: [
      '# Retrospective',
      String(summary ?? ''),
      ...lines('Deprecated', told['deprecations']),
      ...lines('Merged', told['merges']),
      ...lines('Priorities', told['priority_changes']),
      ...lines('Recommended', recommendations),
    ].join('\n\n'),
    ...told,
  };
}

/** A section of the report; an entry that is no text is shown as what it holds. */
function lines(title: string, entries: unknown): string[] {
  const shown = (list(entries) ?? []).map((entry) =>
    isObject(entry)
      ? Object.entries(entry)
          .map(([key, value]) => `${key} ${String(value)}`)
          .join(', ')
      : String(entry),
  );
  return shown.length === 0 ? [] : [`## ${title}`, shown.map((line) => `- ${line}`).join('\n')];
}

function list(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

function isObject(value: unknown): value is Told {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
