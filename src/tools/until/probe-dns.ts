/** Whether a name resolves: the answer of a DNS server, not of this machine's hosts file. */
import { Resolver } from 'node:dns/promises';
import { isIPv6 } from 'node:net';
import type { DnsProbe } from '../../backlog/until/probe.ts';
import { isTrue, notYet, type ProbeAnswer } from './answer.ts';

/**
 * The addresses of a name, of both families; none where it has none.
 * @throws Error with a `code` of node:dns when no server gave an answer; the signal's reason
 */
export type ResolveName = (name: string, signal: AbortSignal) => Promise<readonly string[]>;

/** One question to one server, and how often it is asked. */
const patience = { timeout: 2_000, tries: 2 } as const;

/** Codes by which a server says that there is nothing of the kind. */
const nothingThere = new Set(['ENOTFOUND', 'ENODATA']);

/** Asks the DNS servers of this machine, without its search domains. */
export const resolveName: ResolveName = (name, signal) => askServers(new Resolver(patience), name, signal);

/** The same with a resolver that knows its servers. */
export async function askServers(resolver: Resolver, name: string, signal: AbortSignal): Promise<readonly string[]> {
  const stop = () => resolver.cancel();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    signal.throwIfAborted();
    const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    const failures = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
    const lost = failures.find(({ code }: NodeJS.ErrnoException) => !nothingThere.has(code ?? ''));
    if (addresses.length === 0 && lost !== undefined) throw lost;
    return addresses;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** @throws the signal's reason */
export async function probeDns(
  { name, address }: DnsProbe,
  resolve: ResolveName,
  signal: AbortSignal,
): Promise<ProbeAnswer> {
  let found: readonly string[];
  try {
    found = await resolve(name, signal);
  } catch (error) {
    signal.throwIfAborted();
    const { code, message } = error as NodeJS.ErrnoException;
    return notYet(`no DNS server told whether ${name} resolves (${code ?? message})`);
  }
  if (found.length === 0) return notYet(`${name} does not resolve`);
  const all = `${name} resolves to ${found.join(', ')}`;
  if (address === undefined || found.some((one) => sameAddress(one, address))) return isTrue(all);
  return notYet(`${all}, not to ${address}`);
}

/** IPv6 has several spellings of one address. */
function sameAddress(one: string, other: string): boolean {
  return one === other || (isIPv6(one) && isIPv6(other) && canonical(one) === canonical(other));
}

function canonical(address: string): string {
  return new URL(`http://[${address}]`).hostname;
}
