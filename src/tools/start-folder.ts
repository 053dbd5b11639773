import { InputError } from './input-error.ts';

/** The folder that this process was started in. @throws InputError when it is gone */
export function startFolder(): string {
  try {
    return process.cwd();
  } catch {
    throw new InputError('The folder that this was started in is gone. Start it in one that exists.');
  }
}
