/** A command line without a process: what it writes is kept, and signals are emitted by hand. */
import { EventEmitter } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import type { CliHost, Output } from '../../src/cli/cli-host.ts';
import { createFakeToolbox, type FakeCall } from './fake-toolbox.ts';

export interface TestHostOptions {
  /** Whether standard output and standard error are terminals. */
  readonly terminal?: boolean;
  readonly columns?: number;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
}

export interface TestHost extends CliHost {
  /** What was written so far. */
  out(): string;
  err(): string;
  readonly calls: FakeCall[];
}

export function createTestHost(options: TestHostOptions = {}): TestHost {
  const calls: FakeCall[] = [];
  const [stdout, out] = capture(options);
  const [stderr, err] = capture(options);
  return {
    stdin: Readable.from([]),
    stdout,
    stderr,
    out,
    err,
    // No configuration of the machine that runs the test.
    env: { XDG_CONFIG_HOME: '/nonexistent', LANG: 'C.UTF-8', ...options.env },
    cwd: options.cwd ?? '/here',
    signals: new EventEmitter(),
    calls,
    createToolbox: () => createFakeToolbox(calls),
  };
}

function capture({ terminal = false, columns = 80 }: TestHostOptions): [Output, () => string] {
  let text = '';
  const stream = new PassThrough();
  stream.on('data', (chunk) => {
    text += String(chunk);
  });
  return [Object.assign(stream, terminal ? { isTTY: true, columns } : {}), () => text];
}
