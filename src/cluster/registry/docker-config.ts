/** Docker's client configuration: where the credentials of a registry are. Reads one file; runs nothing. */
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { dockerHub } from './reference.ts';

/** Never shown anywhere. */
export type Credentials =
  | { readonly username: string; readonly password: string; readonly identityToken?: never }
  | { readonly identityToken: string; readonly username?: never; readonly password?: never };

const entryForm = z.object({
  auth: z.string().optional(),
  username: z.string().optional(),
  password: z.string().optional(),
  identitytoken: z.string().optional(),
});
const configForm = z.object({
  auths: z.record(z.string(), entryForm).optional(),
  credHelpers: z.record(z.string(), z.string()).optional(),
  credsStore: z.string().optional(),
});

export type DockerConfig = z.output<typeof configForm>;

export interface DockerConfigReading {
  readonly config: DockerConfig;
  /** Why the file could not be read, without anything that it holds. */
  readonly fault?: string;
}

/** Where Docker keeps it: $DOCKER_CONFIG names the folder, ~/.docker is the default. */
export function dockerConfigFile(env: NodeJS.ProcessEnv): string {
  const folder = env['DOCKER_CONFIG'];
  const home = env['HOME'] ?? homedir();
  return join(folder === undefined || folder === '' ? join(home, '.docker') : folder, 'config.json');
}

/** The configuration; empty when there is no file, or with what is wrong with it. */
export async function readDockerConfig(env: NodeJS.ProcessEnv): Promise<DockerConfigReading> {
  const file = dockerConfigFile(env);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return {
      config: {},
      ...(code === 'ENOENT' || code === 'ENOTDIR' ? {} : { fault: `${file} cannot be read (${code})` }),
    };
  }
  try {
    return { config: configForm.parse(JSON.parse(text)) };
  } catch {
    // The parsers' words quote the file.
    return { config: {}, fault: `${file} is not the JSON that Docker writes` };
  }
}

/** What the configuration says of a registry. */
export interface CredentialSources {
  /** `docker-credential-NAME` keeps them. */
  readonly helper: string | undefined;
  /** The name by which a helper knows the registry. */
  readonly server: string;
  /** Written in the file itself. */
  readonly stored: Credentials | undefined;
}

/** Docker Hub's credentials stand under the address of its first version. */
const hubNames = ['https://index.docker.io/v1/', 'index.docker.io', dockerHub, 'registry-1.docker.io'];

/** Looks a registry up: a helper of its own goes before the common store. Pure. */
export function credentialSources(config: DockerConfig, registry: string): CredentialSources {
  const names = registry === dockerHub ? hubNames : [registry, `https://${registry}`];
  const { auths = {}, credHelpers = {} } = config;
  const own = names.find((name) => Object.hasOwn(credHelpers, name));
  const helper = (own === undefined ? undefined : credHelpers[own]) ?? config.credsStore;
  const hosts = new Set(names.map(hostOf));
  const key =
    names.find((name) => Object.hasOwn(auths, name)) ?? Object.keys(auths).find((name) => hosts.has(hostOf(name)));
  return {
    helper: helper === undefined || helper === '' ? undefined : helper,
    server: own ?? names[0] ?? registry,
    stored: key === undefined ? undefined : credentialsOf(auths[key]),
  };
}

/** `https://ghcr.io/v2/` and `ghcr.io` are one. */
function hostOf(name: string): string {
  return name.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
}

function credentialsOf(entry: z.output<typeof entryForm> | undefined): Credentials | undefined {
  const { auth = '', identitytoken: identityToken = '' } = entry ?? {};
  if (identityToken !== '') return { identityToken };
  const decoded = Buffer.from(auth, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  const username = colon < 0 ? entry?.username : decoded.slice(0, colon);
  // Docker pads with zero bytes.
  const password = colon < 0 ? entry?.password : decoded.slice(colon + 1).replace(/\0+$/, '');
  return username === undefined || username === '' || password === undefined ? undefined : { username, password };
}
