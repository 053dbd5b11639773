/** The other side: the file in which our server tells of its calls, where Codex' commands cannot write. */
import { open, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { answers } from '../../session/process-answers.ts';
import { InputError } from '../../tools/input-error.ts';
import { type CallLine, readCallLine } from './call-lines.ts';
import { makeFolderIn } from './own-folder.ts';

export class CallFile {
  readonly path: string;
  readonly #folder: string;
  readonly #decoder = new StringDecoder('utf8');
  /** Servers of the calls that have not ended, by call. */
  readonly #open = new Map<string, number>();
  #read = 0;
  #rest = '';

  private constructor(folder: string) {
    this.#folder = folder;
    this.path = join(folder, 'calls.jsonl');
  }

  /** In the user's folder for state, for the user's eyes alone. @throws InputError where nothing can be written there */
  static async create(env: NodeJS.ProcessEnv): Promise<CallFile> {
    const place = join(stateFolder(env), 'agent-toolkit', 'orchestrations');
    try {
      const file = new CallFile(await makeFolderIn(place));
      await writeFile(file.path, '', { flag: 'wx', mode: 0o600 });
      return file;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      throw new InputError(
        `${place} cannot be written to (${code ?? message}). Make it writable, or set XDG_STATE_HOME.`,
      );
    }
  }

  /** What was written since it was read last. */
  async lines(): Promise<CallLine[]> {
    const file = await open(this.path);
    const chunks: string[] = [];
    try {
      for await (const chunk of file.createReadStream({ start: this.#read, autoClose: false })) {
        this.#read += chunk.length;
        chunks.push(this.#decoder.write(chunk));
      }
    } finally {
      await file.close();
    }
    const whole = (this.#rest + chunks.join('')).split('\n');
    this.#rest = whole.pop() ?? '';
    const lines = whole.flatMap((line) => readCallLine(line) ?? []);
    for (const line of lines) this.#note(line);
    return lines;
  }

  /** Whether a call goes on, in a server that is alive. */
  isBusy(): boolean {
    return [...this.#open.values()].some((pid) => answers(pid));
  }

  remove(): Promise<void> {
    return rm(this.#folder, { recursive: true, force: true });
  }

  #note({ type, pid, number }: CallLine): void {
    const key = `${pid} ${number}`;
    if (type === 'begun') this.#open.set(key, pid);
    else this.#open.delete(key);
  }
}

/** The XDG base directory specification ignores a relative path. */
function stateFolder(env: NodeJS.ProcessEnv): string {
  const { XDG_STATE_HOME: xdg = '' } = env;
  return isAbsolute(xdg) ? xdg : join(env['HOME'] || homedir(), '.local', 'state');
}
