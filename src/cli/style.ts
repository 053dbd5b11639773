import { styleText } from 'node:util';
import type { Output } from './cli-host.ts';

type Format = 'bold' | 'dim' | 'green' | 'red' | 'yellow';

export interface Style {
  (format: Format, text: string): string;
  /** Whether the stream is a terminal that understands cursor movements. */
  readonly terminal: boolean;
  /** Columns of the terminal, 80 where it does not know them; no limit elsewhere. */
  readonly width: number;
  readonly marks: Marks;
}

export interface Marks {
  readonly good: string;
  readonly bad: string;
  readonly unsure: string;
  /** Before what works and should be looked at. */
  readonly warning: string;
  /** Boxes of a criterion. */
  readonly done: string;
  readonly open: string;
  readonly waived: string;
  /** Before what a task waits for, and before what waits for it. */
  readonly upstream: string;
  readonly downstream: string;
  readonly spinner: readonly string[];
}

const unicode: Marks = {
  ...{ good: '✔', bad: '✖', unsure: '?', warning: '!', spinner: [...'⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'] },
  ...{ done: '✓', open: '☐', waived: '~', upstream: '←', downstream: '→' },
};
const ascii: Marks = {
  ...{ good: '+', bad: 'x', unsure: '?', warning: '!', spinner: ['|', '/', '-', '\\'] },
  ...{ done: '[x]', open: '[ ]', waived: '[~]', upstream: '<-', downstream: '->' },
};

/** How to write to this stream: colours only on a terminal, and never with NO_COLOR (no-color.org: any value but the empty one). */
export function styleFor(stream: Output, env: NodeJS.ProcessEnv): Style {
  const terminal = stream.isTTY === true && env['TERM'] !== 'dumb';
  const colour = terminal && !env['NO_COLOR'];
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  const format = (name: Format, text: string) => (colour ? styleText(name, text, { validateStream: false }) : text);
  return Object.assign(format, {
    terminal,
    width: terminal ? stream.columns || 80 : Number.POSITIVE_INFINITY,
    marks: /utf-?8/i.test(locale) || process.platform === 'darwin' ? unicode : ascii,
  });
}
