/** Dates as task files write them: the user's own clock, no time zone. */

/** `YYYY-MM-DD`. */
export function localDate(date: Date): string {
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** `YYYY-MM-DD HH:MM`, as progress log lines begin. */
export function localMinute(date: Date): string {
  return `${localDate(date)} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
