/** Asks the health URLs and registries of a scope, as the verification at the end will. Reads only. */
import { urlCheck } from '../check-rows.ts';
import { inParallel } from '../in-parallel.ts';
import { urlFailure } from '../outcome.ts';
import { checkImages } from '../registry/check-images.ts';
import { CredentialStore } from '../registry/credentials.ts';
import { imageCheck } from '../registry/image-verdict.ts';
import { defaultRegistryLimits } from '../registry/limits.ts';
import { pingRegistries } from '../registry/ping-registries.ts';
import { readImages, registriesOf } from '../registry/read-images.ts';
import { checkUrl, shownEntry } from '../url-check.ts';
import { probesOf } from './probes.ts';
import type { Probe } from './snapshot.ts';

export interface ProbesRequest {
  /** As the scope has them. */
  readonly urls: readonly string[];
  /** Those that the scope states. What pods use is judged by the pods. */
  readonly images: readonly string[];
  /** Hosts, with their port, that are spoken to over plain http. */
  readonly overHttp: readonly string[];
  /** Where logins to registries are looked for. */
  readonly env: NodeJS.ProcessEnv;
}

/** For all answers together: a run waits for it. Milliseconds. */
const limitMs = 15_000;
/** One attempt at a URL, the pause before the second, and one answer of a registry. Milliseconds. */
const urlLimits = { urlMs: 5_000, retryMs: 1_000 };
const registryLimits = { ...defaultRegistryLimits, requestMs: 5_000, imageMs: 10_000, retryMs: 1_000 };
const urlsAtOnce = 8;

/**
 * One probe for each, unknown where there was no answer in time or nobody is let in: such a one is never called broken. Commands
 * of the scope are not run: they may take long and change something, and what they say before the work says little.
 * @throws the signal's reason
 */
export async function takeProbes(request: ProbesRequest, signal: AbortSignal): Promise<Probe[]> {
  const deadline = AbortSignal.timeout(limitMs);
  const either = AbortSignal.any([signal, deadline]);
  const [urls, images] = await Promise.all([urlProbes(request.urls, either), imageProbes(request, either)]);
  signal.throwIfAborted();
  return [...urls, ...images];
}

async function urlProbes(urls: readonly string[], signal: AbortSignal): Promise<Probe[]> {
  const probes = await inParallel([...new Set(urls)], urlsAtOnce, async (url): Promise<Probe[]> => {
    try {
      const verdict = await checkUrl(url, urlLimits, signal);
      return probesOf([urlCheck(verdict)], verdict.passed ? [] : [urlFailure(verdict)]);
    } catch (error) {
      if (!signal.aborted) throw error;
      const row = { object: shownEntry(url).url, actual: 'no answer in time' };
      return [{ check: 'Health URL', verdict: 'unknown', reason: '', ...row }];
    }
  });
  return probes.flat();
}

/** Registries that do not answer are asked for nothing else. */
async function imageProbes({ images, overHttp, env }: ProbesRequest, signal: AbortSignal): Promise<Probe[]> {
  if (images.length === 0) return [];
  const read = readImages(images);
  const credentials = new CredentialStore(env, signal, () => {});
  const access = { overHttp, credentials, limits: registryLimits, onRetry: () => {} };
  const pings = await pingRegistries(registriesOf(read), access, signal);
  const answering = pings.filter(({ answer }) => typeof answer === 'number');
  const isAnswered = (registry: string) => answering.some(({ address }) => address.registry === registry);
  const readable = read.readable.filter(({ reference }) => isAnswered(reference.registry));
  const { checks, failures } = await checkImages({ readable, unreadable: [] }, answering, access, signal);
  const silent = read.readable
    .filter(({ reference }) => !isAnswered(reference.registry))
    .map(({ written }): Probe => {
      return {
        check: imageCheck,
        object: written,
        verdict: 'unknown',
        reason: '',
        actual: 'its registry does not answer',
      };
    });
  return [...probesOf(checks, failures), ...silent];
}

/** What could not be looked at, a sentence each. */
export function gapsOf(probes: readonly Probe[]): string[] {
  const unknown = probes.filter(({ verdict }) => verdict === 'unknown');
  return unknown.map(({ object, actual }) => `${object}: ${actual}.`);
}
