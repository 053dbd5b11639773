/** One registry, by the OCI distribution API v2. Reads only. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { authorize } from './authorize.ts';
import { readChallenges } from './challenge.ts';
import type { CredentialStore } from './credentials.ts';
import { type Answer, ask, type Question, questionText } from './exchange.ts';
import { listBytes, manifestBytes, mostPages, pageSize, type RegistryLimits } from './limits.ts';
import { manifestTypes } from './manifest.ts';
import { nextPage } from './pages.ts';
import { mayFollow, type RegistryAddress, registryAddress } from './registry-address.ts';
import { errorOfAnswer, RegistryError } from './registry-error.ts';

export interface RegistryAccess {
  /** Hosts, with their port, that are spoken to over plain http; only the user's own settings name them. */
  readonly overHttp: readonly string[];
  readonly credentials: CredentialStore;
  readonly limits: RegistryLimits;
  /** Told before a question is asked once more after a failure that passes by itself. */
  onRetry(failure: RegistryError): void;
}

export interface FetchedManifest {
  readonly body: Buffer;
  readonly mediaType: string;
  /** Of the bytes, by the algorithm that was asked for, else SHA-256. */
  readonly digest: string;
  /** What the registry says of it; undefined when it says nothing. */
  readonly statedDigest: string | undefined;
}

export interface Listing {
  readonly names: readonly string[];
  /** Whether there are no more. */
  readonly isComplete: boolean;
}

interface Wish {
  readonly scope: string;
  readonly maxBytes: number;
  readonly accept?: string;
}

export class Registry {
  readonly address: RegistryAddress;
  readonly #access: RegistryAccess;
  /** Values of the header `Authorization`, by scope. */
  readonly #authorizations = new Map<string, string>();

  constructor(name: string, access: RegistryAccess) {
    this.address = registryAddress(name, access.overHttp);
    this.#access = access;
  }

  /**
   * Whether a registry answers; that it wants a login is an answer.
   * @returns the HTTP status
   * @throws RegistryError, the signal's reason
   */
  async ping(signal: AbortSignal): Promise<number> {
    const question = this.#question(new URL('v2/', this.address.url), { scope: '', maxBytes: listBytes }, undefined);
    const answer = await this.#ask(question, signal);
    if (answer.status === 200 || answer.status === 401 || answer.status === 403) return answer.status;
    throw refusal(answer, question);
  }

  /** Names of the repositories, if the registry tells them. @throws RegistryError, the signal's reason */
  async catalogue(signal: AbortSignal): Promise<Listing> {
    return this.#list('v2/_catalog', 'registry:catalog:*', 'repositories', signal);
  }

  /** @throws RegistryError, the signal's reason */
  async tags(repository: string, signal: AbortSignal): Promise<Listing> {
    return this.#list(`v2/${repository}/tags/list`, pullScope(repository), 'tags', signal);
  }

  /** Where a manifest is. */
  manifestUrl(repository: string, wanted: string): URL {
    return new URL(`v2/${repository}/manifests/${wanted}`, this.address.url);
  }

  /** A manifest by its tag or digest. @throws RegistryError, the signal's reason */
  async manifest(repository: string, wanted: string, signal: AbortSignal): Promise<FetchedManifest> {
    const wish = { scope: pullScope(repository), maxBytes: manifestBytes, accept: manifestTypes.join(', ') };
    const { body, headers } = await this.#get(this.manifestUrl(repository, wanted), wish, signal);
    const statedDigest = headers.get('docker-content-digest') ?? undefined;
    const model = wanted.includes(':') ? wanted : (statedDigest ?? '');
    const mediaType = headers.get('content-type')?.split(';', 1)[0]?.trim() ?? '';
    return { body, mediaType, digest: digestOf(body, model), statedDigest };
  }

  /** A small blob, such as the configuration of an image. @throws RegistryError, the signal's reason */
  async blob(repository: string, digest: string, signal: AbortSignal): Promise<Buffer> {
    const wish = { scope: pullScope(repository), maxBytes: manifestBytes };
    return (await this.#get(new URL(`v2/${repository}/blobs/${digest}`, this.address.url), wish, signal)).body;
  }

  async #list(path: string, scope: string, key: 'repositories' | 'tags', signal: AbortSignal): Promise<Listing> {
    const names: string[] = [];
    let url: URL | undefined = new URL(`${path}?n=${pageSize}`, this.address.url);
    for (let pages = 0; url !== undefined && pages < mostPages; pages++) {
      const answer = await this.#get(url, { scope, maxBytes: listBytes }, signal);
      names.push(...namesIn(answer, key, questionText({ url })));
      url = nextPage(answer.headers.get('link'), url);
    }
    return { names, isComplete: url === undefined };
  }

  /** An answer that is none of 200 is an error. A token that has run out is renewed, once. */
  async #get(url: URL, wish: Wish, signal: AbortSignal): Promise<Answer> {
    const known = this.#authorizations.get(wish.scope);
    const first = await this.#ask(this.#question(url, wish, known), signal);
    // Only the registry itself says who gets the credentials, not a host that it redirects to.
    const isOwn = first.url.origin === this.address.url.origin;
    if (first.status !== 401 || !isOwn) return success(first, this.#question(url, wish, known));
    const authorization = await this.#authorize(first, wish.scope, signal);
    this.#authorizations.set(wish.scope, authorization);
    const question = this.#question(url, wish, authorization);
    const second = await this.#ask(question, signal);
    if (second.status !== 401) return success(second, question);
    const { message, facts } = refusal(second, question);
    const { credentials, faults } = await this.#access.credentials.of(this.address.registry);
    const login = credentials === undefined ? 'none' : 'refused';
    throw new RegistryError('unauthorized', [message, ...faults].join('; '), { ...facts, login });
  }

  async #authorize(answer: Answer, scope: string, signal: AbortSignal): Promise<string> {
    return authorize({
      address: this.address,
      challenges: readChallenges(answer.headers.get('www-authenticate') ?? ''),
      scope,
      found: await this.#access.credentials.of(this.address.registry),
      ask: (question) => this.#ask(question, signal),
    });
  }

  #question(url: URL, { accept, maxBytes }: Wish, authorization: string | undefined): Question {
    return {
      url,
      headers: {
        ...(accept === undefined ? {} : { accept }),
        ...(authorization === undefined ? {} : { authorization }),
      },
      maxBytes,
      mayFollow: (next) => mayFollow(this.address, next),
    };
  }

  #ask(question: Question, signal: AbortSignal): Promise<Answer> {
    return ask(question, this.#access.limits, signal, (failure) => this.#access.onRetry(failure));
  }
}

/** The digest of the bytes, by the algorithm of another digest; SHA-256 where that is none. */
export function digestOf(body: Buffer, model: string): string {
  const algorithm = model.startsWith('sha512:') ? 'sha512' : 'sha256';
  return `${algorithm}:${createHash(algorithm).update(body).digest('hex')}`;
}

function pullScope(repository: string): string {
  return `repository:${repository}:pull`;
}

function success(answer: Answer, question: Question): Answer {
  if (answer.status === 200) return answer;
  throw refusal(answer, question);
}

function refusal({ status, headers, body }: Answer, question: Question): RegistryError {
  return errorOfAnswer(status, headers, body.toString('utf8'), questionText(question));
}

const listForms = {
  repositories: z.object({ repositories: z.array(z.string()).nullish() }),
  tags: z.object({ tags: z.array(z.string()).nullish() }),
};

function namesIn({ body }: Answer, key: 'repositories' | 'tags', where: string): readonly string[] {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    throw new RegistryError('refused', `the answer is not JSON (${where})`);
  }
  const names =
    key === 'tags'
      ? listForms.tags.safeParse(value).data?.tags
      : listForms.repositories.safeParse(value).data?.repositories;
  if (names === undefined) throw new RegistryError('refused', `the answer holds no ${key} (${where})`);
  return names ?? [];
}
