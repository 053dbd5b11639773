/** What runs for a demo, by the path of its folder in the environment; Linux only. */
import { readdirSync, readFileSync } from 'node:fs';

export interface DemoProcess {
  readonly pid: number;
  readonly command: string;
  /** Of the editor itself. */
  readonly isEditor: boolean;
  /** The one of them in which extensions run. */
  readonly isExtensionHost: boolean;
}

export function demoProcesses(folder: string): DemoProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && read(`/proc/${name}/environ`).includes(folder))
    .map((name) => ({ pid: Number(name), command: read(`/proc/${name}/cmdline`) }))
    .filter(({ command }) => command !== '')
    .map(({ pid, command }) => ({
      ...{ pid, command, isEditor: /\/code-server\/(?:lib|out)\//.test(command) },
      isExtensionHost: command.includes('--type=extensionHost'),
    }));
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8').replaceAll('\0', ' ');
  } catch {
    return ''; // it has ended
  }
}
