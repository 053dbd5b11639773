/**
 * MCP wants the progress value to grow with every notification, and a criterion in work reports more than once
 * with the same number of criteria done. So a repeated value grows by a millionth; a day of repeats adds less than 0.1.
 * @returns a function that turns criteria done into the value to send
 */
export function growingProgress(): (done: number) => number {
  let last = Number.NEGATIVE_INFINITY;
  return (done) => {
    last = done > last ? done : Math.round((last + 1e-6) * 1e6) / 1e6;
    return last;
  };
}
