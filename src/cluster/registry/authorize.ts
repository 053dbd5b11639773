/** What a registry's challenge is answered with: a token of the service that it names, or Basic. */
import { z } from 'zod';
import type { Challenge } from './challenge.ts';
import type { FoundCredentials } from './credentials.ts';
import { type Answer, type Question, questionText } from './exchange.ts';
import { tokenBytes } from './limits.ts';
import type { RegistryAddress } from './registry-address.ts';
import { RegistryError } from './registry-error.ts';

export interface AuthorizationRequest {
  readonly address: RegistryAddress;
  readonly challenges: readonly Challenge[];
  /** Asked for where the challenge names no scope. */
  readonly scope: string;
  readonly found: FoundCredentials;
  ask(question: Question): Promise<Answer>;
}

/**
 * The value of the header `Authorization`. Without credentials, a token is asked for anonymously, as public images need.
 * @throws RegistryError (unauthorized: no credentials, or they are refused)
 */
export async function authorize(request: AuthorizationRequest): Promise<string> {
  const bearer = request.challenges.find(({ scheme }) => scheme === 'bearer');
  if (bearer !== undefined) return `Bearer ${await fetchToken(request, bearer)}`;
  const { address, found, challenges } = request;
  if (!challenges.some(({ scheme }) => scheme === 'basic')) {
    throw new RegistryError('unauthorized', `${address.registry} wants a login of a kind that is not known here`);
  }
  const { credentials } = found;
  if (credentials?.username === undefined) throw noCredentials(address.registry, found);
  return basic(credentials.username, credentials.password);
}

/** Docker's token flow: https://distribution.github.io/distribution/spec/auth/token/ */
async function fetchToken(request: AuthorizationRequest, { parameters }: Challenge): Promise<string> {
  const { address, found } = request;
  const realm = realmOf(address, parameters.get('realm') ?? '');
  const isNamedSafely = !address.isOverHttp || realm.hostname === address.url.hostname;
  const credentials = isNamedSafely ? found.credentials : undefined;
  const asked = new URLSearchParams();
  const service = parameters.get('service');
  if (service !== undefined) asked.set('service', service);
  for (const scope of (parameters.get('scope') ?? request.scope).split(' ')) asked.append('scope', scope);
  const question = questionFor(realm, asked, credentials);
  const answer = await request.ask(question);
  const where = questionText(question);
  if (answer.status === 401 || answer.status === 403) {
    if (credentials === undefined) throw noCredentials(address.registry, found, isNamedSafely ? undefined : realm.host);
    const message = `the token service refuses the credentials (HTTP ${answer.status}, ${where})`;
    throw new RegistryError('unauthorized', message, { login: 'refused' });
  }
  if (answer.status !== 200) {
    throw new RegistryError('refused', `the token service answers HTTP ${answer.status} (${where})`);
  }
  return tokenIn(answer.body.toString('utf8'), where);
}

function questionFor(realm: URL, asked: URLSearchParams, credentials: FoundCredentials['credentials']): Question {
  if (credentials?.identityToken !== undefined) {
    const form = new URLSearchParams(asked);
    form.set('grant_type', 'refresh_token');
    form.set('client_id', 'agent-toolkit');
    form.set('refresh_token', credentials.identityToken);
    return { url: realm, headers: {}, form, maxBytes: tokenBytes };
  }
  const url = new URL(realm);
  for (const [name, value] of asked) url.searchParams.append(name, value);
  const headers = credentials === undefined ? {} : { authorization: basic(credentials.username, credentials.password) };
  return { url, headers, maxBytes: tokenBytes };
}

/** Over plain http only the registry itself may be its own token service; anybody on the way could name another. */
function realmOf(address: RegistryAddress, text: string): URL {
  const realm = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain = realm?.protocol === 'http:' && address.isOverHttp && realm.hostname === address.url.hostname;
  if (
    realm !== undefined &&
    realm.username === '' &&
    realm.password === '' &&
    (realm.protocol === 'https:' || isPlain)
  ) {
    return realm;
  }
  const named = realm === undefined ? 'no address' : realm.origin;
  throw new RegistryError('refused', `${address.registry} names as its token service ${named}, which is not used`);
}

const tokenForm = z.object({ token: z.string().optional(), access_token: z.string().optional() });

function tokenIn(body: string, where: string): string {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    // Told below, without the body, which may hold the token.
  }
  const { token, access_token } = tokenForm.safeParse(value).data ?? {};
  const found = token || access_token || '';
  // It becomes a header: one word of visible characters.
  if (/^[\x21-\x7e]+$/.test(found)) return found;
  throw new RegistryError('refused', `the token service answers without one that can be used (${where})`);
}

function noCredentials(registry: string, { faults }: FoundCredentials, withheldFrom?: string): RegistryError {
  const why =
    withheldFrom === undefined
      ? `Docker's configuration has no credentials for ${registry} that it takes`
      : `credentials are not sent to ${withheldFrom}, which ${registry} names over plain http`;
  return new RegistryError('unauthorized', [why, ...faults].join('; '), { login: 'none' });
}

function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
