/** When a session worked on what, as a Mermaid Gantt chart by this machine's clock. Pure. */
import { localDate } from '../../backlog/local-time.ts';
import { mermaidBlock, mermaidLabel } from '../../session/report/mermaid.ts';
import { taskOutcome } from '../../session/report/outcome.ts';
import type { SessionRecord, SessionTask } from '../../session/session-record.ts';

/** Rows that can be read on a screen. */
const shownTasks = 40;

/** The chart of the tasks that ended; nothing where none did. */
export function timeline({ tasks }: SessionRecord): string[] {
  const ended = tasks.filter(({ ended_at: to }) => to !== null);
  if (ended.length === 0) return [];
  const bars = ended.slice(0, shownTasks).flatMap(bar);
  const head = [theme, 'gantt', '    dateFormat YYYY-MM-DD HH:mm:ss', ...axis(ended)];
  const more = ended.length - shownTasks;
  const rest = more > 0 ? [`The first ${shownTasks} tasks of ${ended.length}.`] : [];
  return ['## Timeline', mermaidBlock([...head, ...bars]), ...rest];
}

/** Steps between two ticks, in seconds: short ones first. */
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400];
/** Ticks whose labels stand side by side in a preview as narrow as half a screen. */
const mostTicks = 8;

/** Ticks that do not overlap; without seconds those of a short session would all read the same. */
function axis(ended: readonly SessionTask[]): string[] {
  const times = ended.flatMap(({ started_at: from, ended_at: to }) => [Date.parse(from), Date.parse(to ?? from)]);
  const seconds = (Math.max(...times) - Math.min(...times)) / 1000;
  const step = steps.find((each) => seconds / each <= mostTicks) ?? 86_400;
  const interval = step < 60 ? `${step}second` : step < 3600 ? `${step / 60}minute` : `${step / 3600}hour`;
  return [`    axisFormat ${step < 60 ? '%H:%M:%S' : '%H:%M'}`, `    tickInterval ${interval}`];
}

/** A red on which dark text can be read, and bright text as well. */
const theme = '%%{init: {"themeVariables": {"critBkgColor": "#e5534b"}}}%%';

/** The tag for what is done has no readable text in VS Code's dark theme. */
const tags = { good: '', bad: 'crit, ', open: 'active, ' } as const;

function bar(task: SessionTask): string[] {
  const { kind, text } = taskOutcome(task);
  const times = [task.started_at, task.ended_at ?? task.started_at].map((time) => second(new Date(time)));
  return [`    section ${mermaidLabel(task.item_id)}`, `    ${mermaidLabel(text)} :${tags[kind]}${times.join(', ')}`];
}

function second(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${localDate(date)} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
