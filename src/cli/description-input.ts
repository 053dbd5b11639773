/** The description of a new item: from the command line, a file, or standard input. */
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { InputError } from '../tools/input-error.ts';
import type { CliHost } from './cli-host.ts';
import type { CliFlags } from './cli-options.ts';

/** Far more than the tool takes, so that it is the tool that says what is too much. */
const mostBytes = 8 * 1024 * 1024;

/** Reads what `--description` or `--description-file` names; `-` is standard input. Empty when neither is given. @throws InputError */
export async function readDescription(flags: CliFlags, host: CliHost): Promise<string> {
  const { description, descriptionFile } = flags;
  if (description !== undefined && descriptionFile !== undefined)
    throw new InputError('--description and --description-file are both given. Leave one out.');
  if (description === '-' || descriptionFile === '-') return fromInput(host);
  if (typeof descriptionFile === 'string') return fromFile(resolve(host.cwd, descriptionFile));
  return typeof description === 'string' ? description : '';
}

async function fromInput({ stdin, stderr }: CliHost): Promise<string> {
  if (stdin.isTTY) stderr.write('Write the description; Ctrl-D on a line of its own ends it.\n');
  const text = textOf(await bytesOf(stdin, 'Standard input'), 'Standard input');
  // Mostly the command before the pipe has failed.
  if (text.trim() !== '') return text;
  throw new InputError(
    'Nothing was created: the description was to come from standard input, and that was empty. Look at what writes to it, or leave the flag out.',
  );
}

async function fromFile(path: string): Promise<string> {
  try {
    const file = await open(path, 'r');
    try {
      return textOf(await bytesOf(file.createReadStream({ autoClose: false }), path), path);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code}). Name a text file.`);
  }
}

async function bytesOf(stream: Readable, name: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > mostBytes) throw new InputError(`${name} has more than ${mostBytes / 1024 / 1024} MB. Shorten it.`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function textOf(bytes: Buffer, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new InputError(`${name} is not valid UTF-8. Save it as UTF-8.`);
  }
}
