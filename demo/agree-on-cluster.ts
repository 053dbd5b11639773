/** Before `--real` begins: which cluster it is, and the user's yes. */
import { createInterface } from 'node:readline/promises';
import { KubeconfigError } from '../src/cluster/kubeconfig.ts';
import { InputError } from '../src/tools/input-error.ts';
import { readUserSettings } from '../src/tools/user-settings.ts';
import { askToGoOn, findRealCluster, type RealCluster, realWarning } from './real-cluster.ts';

export type Agreement =
  /** No cluster: there is none to ask about. */
  | { readonly status: 'agreed'; readonly cluster: RealCluster | undefined }
  | { readonly status: 'refused'; readonly message: string; readonly exitCode: number };

/** Tells which cluster Codex would get, and asks. A kubeconfig or settings file that cannot be used is a refusal. */
export async function agreeOnCluster(yes: boolean): Promise<Agreement> {
  try {
    const { kubeconfig, context } = await readUserSettings(process.env);
    const named = {
      ...(kubeconfig === undefined ? {} : { kubeconfig }),
      ...(context === undefined ? {} : { context }),
    };
    const cluster = await findRealCluster({ env: process.env, ...named });
    if (cluster === undefined) return { status: 'agreed', cluster };
    console.log(realWarning(cluster));
    const isTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
    const answer = await askToGoOn({ yes, isTerminal, ask });
    if (answer === 'yes') return { status: 'agreed', cluster };
    const message =
      answer === 'no'
        ? 'Nothing was started.'
        : 'Nothing was started: without a terminal nobody can be asked. Add --yes to go on, or set KUBECONFIG to an empty file to go on without a cluster.';
    return { status: 'refused', message, exitCode: answer === 'no' ? 1 : 2 };
  } catch (error) {
    if (!(error instanceof KubeconfigError || error instanceof InputError)) throw error;
    return { status: 'refused', message: error.message, exitCode: 1 };
  }
}

async function ask(question: string): Promise<string> {
  // Not as a terminal: readline would take Ctrl-C for itself.
  const lines = createInterface({ input: process.stdin, output: process.stdout, terminal: false });
  const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  try {
    return await Promise.race([lines.question(question), closed]);
  } finally {
    lines.close();
  }
}
