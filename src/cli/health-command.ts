import { judgeDump } from '../cluster/dump/judge-dump.ts';
import { type Dump, readDump } from '../cluster/dump/read-dump.ts';
import type { KubeObject } from '../cluster/kube-object.ts';
import { redact } from '../codex/redact.ts';
import type { CliHost } from './cli-host.ts';
import type { CliFlags } from './cli-options.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { healthInputs } from './health-input.ts';
import { healthReport } from './health-report.ts';
import { printable } from './printable.ts';
import { styleFor } from './style.ts';

/**
 * `health FILE…`: judges the objects of all files together. Needs no repository, configuration or cluster, and changes
 * nothing. Success means that every part was read and every object is healthy; parts that cannot be read, and input
 * without any object, are wrong input.
 */
export async function healthCommand(names: readonly string[], flags: CliFlags, host: CliHost): Promise<ExitCode> {
  const tell = (text: string) => void host.stderr.write(`${printable(text)}\n`);
  const objects: KubeObject[] = [];
  let files = 0;
  let isBroken = false;
  for await (const { name, content } of healthInputs(names, host)) {
    files += 1;
    if (!Buffer.isBuffer(content)) {
      isBroken = true;
      tell(`${name}: ${content.what}.`);
      continue;
    }
    const dump = readDump(content);
    for (const object of dump.objects) objects.push(object);
    isBroken ||= dump.faults.length > 0;
    for (const { line, what } of dump.faults) tell(`${name}:${line}: ${what}. It was left out.`);
    tellSkipped(name, dump.skipped, tell);
  }
  const verdicts = judgeDump(objects, Date.now()).map((one) => ({ ...one, message: redact(one.message) }));
  const isEmpty = verdicts.length === 0;
  if (isEmpty) tell(`There is no Kubernetes object in ${names.join(', ').replace(/^-$/, 'standard input')}.`);
  if (flags['json'] === true) host.stdout.write(`${JSON.stringify(verdicts, null, 2)}\n`);
  else if (!isEmpty) host.stdout.write(healthReport(verdicts, files, styleFor(host.stdout, host.env)));
  if (isBroken || isEmpty) return exitCodes.usage;
  return verdicts.every(({ verdict }) => verdict === 'healthy') ? exitCodes.success : exitCodes.outcome;
}

/** A folder of charts holds many files that are no objects: of each, the first part is told. */
function tellSkipped(name: string, { first, count }: Dump['skipped'], tell: (text: string) => void): void {
  if (first === undefined) return;
  const others = count === 1 ? '' : `, and ${count - 1} more`;
  tell(`${name}:${first.line}: ${first.what}${others}; skipped.`);
}
