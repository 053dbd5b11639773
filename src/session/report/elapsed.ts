/** A duration as people read it: 9s, 1m 05s, 2h 03m. */
export function formatElapsed(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m ${two(seconds % 60)}s`;
  return `${Math.floor(seconds / 3600)}h ${two(Math.floor(seconds / 60) % 60)}m`;
}

/** The same in a narrow column, where no line may be broken in it: 12m40s. */
export function narrowElapsed(milliseconds: number): string {
  return formatElapsed(milliseconds).replace(' ', '');
}
