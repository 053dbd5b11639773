/** Runs the credential plugin of a kubeconfig (`exec`), as client-go does, with a time limit and an end. */
import { spawn } from 'node:child_process';
import { startGroup } from './group-lifeline.ts';
import type { Entry } from './kubeconfig.ts';

/** What a plugin prints: https://kubernetes.io/docs/reference/config-api/client-authentication.v1/ */
export interface PluginCredential {
  readonly token?: string;
  readonly clientCertificateData?: string;
  readonly clientKeyData?: string;
  readonly expirationTimestamp?: string;
}

/** More than any credential: a plugin that prints without end is ended. */
const maxOutput = 1024 * 1024;

/**
 * Runs the plugin to its end, in a process group of its own, which is killed as a whole when the time is up, when the
 * signal aborts and when this process ends, however it does: neither it nor what it started outlives the call. On Windows
 * a plugin outlives a process that was killed, until it ends by itself.
 * @param cluster told to the plugin in KUBERNETES_EXEC_INFO, where the kubeconfig asks for it (`provideClusterInfo`)
 * @param limitMs longest run; milliseconds
 * @throws Error that names the command and what went wrong; the signal's reason
 */
export async function runCredentialPlugin(
  plugin: Entry,
  cluster: Entry,
  limitMs: number,
  signal: AbortSignal,
): Promise<PluginCredential> {
  signal.throwIfAborted();
  const command = String(plugin['command'] ?? '');
  if (command === '') throw new Error('the credential plugin has no command');
  const { output, complaint, end } = await run(command, plugin, execInfo(plugin, cluster), limitMs, signal);
  if (end !== undefined) throw new Error(`the credential plugin ${command} ${end}${complaint}`);
  const status = statusOf(output);
  if (status === undefined) throw new Error(`the credential plugin ${command} printed no ExecCredential`);
  return status;
}

interface Run {
  readonly output: string;
  /** The first line of its standard error after a colon, or nothing. */
  readonly complaint: string;
  /** How it ended, where that was no success. */
  readonly end: string | undefined;
}

function run(command: string, plugin: Entry, info: string, limitMs: number, signal: AbortSignal): Promise<Run> {
  const isGroup = process.platform !== 'win32';
  const args = Array.isArray(plugin['args']) ? plugin['args'].map(String) : [];
  const env = { ...process.env, ...variablesOf(plugin), KUBERNETES_EXEC_INFO: info };
  const { leader: child, release } = startGroup(() =>
    spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: isGroup, windowsHide: true }),
  );
  const kill = () => {
    try {
      if (isGroup && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      else child.kill('SIGKILL');
    } catch {
      // It has ended by itself.
    }
  };
  return new Promise((resolve, reject) => {
    let [output, errors] = ['', ''];
    let end: string | undefined;
    const stop = (why: string) => {
      end ??= why;
      kill();
    };
    const abort = () => {
      kill();
      reject(signal.reason);
    };
    const timer = setTimeout(() => stop(`did not end within ${limitMs / 1000} s`), limitMs);
    const settle = () => {
      release();
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      process.removeListener('exit', kill);
    };
    signal.addEventListener('abort', abort, { once: true });
    process.once('exit', kill);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.length > maxOutput) stop('printed more than a credential');
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(0, maxOutput);
    });
    child.on('error', (error) => {
      settle();
      const hint = String(plugin['installHint'] ?? '').trim();
      const more = hint === '' ? '' : `. ${hint.split('\n')[0]}`;
      reject(new Error(`the credential plugin ${command} could not be started: ${error.message}${more}`));
    });
    child.on('close', (code, killed) => {
      settle();
      if (code !== 0) end ??= killed === null ? `ended with exit code ${code}` : `was ended by ${killed}`;
      const [line = ''] = errors.trim().split('\n');
      resolve({ output, complaint: line === '' ? '' : `: ${line}`, end });
    });
  });
}

/** Variables of the plugin's `env`: a list of name and value. */
function variablesOf(plugin: Entry): Record<string, string> {
  const list = Array.isArray(plugin['env']) ? (plugin['env'] as readonly Entry[]) : [];
  return Object.fromEntries(list.map((one) => [String(one['name']), String(one['value'] ?? '')]));
}

function execInfo(plugin: Entry, cluster: Entry): string {
  const spec = { interactive: false, ...(plugin['provideClusterInfo'] === true ? { cluster } : {}) };
  return JSON.stringify({ apiVersion: plugin['apiVersion'], kind: 'ExecCredential', spec });
}

function statusOf(output: string): PluginCredential | undefined {
  try {
    const { status } = JSON.parse(output) as { readonly status?: PluginCredential };
    return status?.token === undefined && status?.clientCertificateData === undefined ? undefined : status;
  } catch {
    return undefined;
  }
}
