/** Files as the scan for secrets gets them. Values that look real are put together here, so that no scanner stops at a test. */
import { knownSecrets } from '../../src/tools/process/secrets/known-secrets.ts';
import { scanFile } from '../../src/tools/process/secrets/scan-file.ts';
import { readSopsConfig, ruleFor } from '../../src/tools/process/secrets/sops-config.ts';

const joined = (...parts: string[]) => parts.join('');

export const github = joined('ghp', '_wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx');
export const age = joined('AGE-SECRET', '-KEY-1', 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LQPZRY9X8GF2TVDW0S3JN54KHCE');
export const databaseUrl = joined('URL=postgres://shop:', 'q8Zr2mLw@db.shop.io/shop');

/** A text in PEM form that is long enough for a key. */
export function pem(name: string): string {
  const line = 'MIIEowIBAAKCAQEAwJalrXUtnFEMIK7MDENGbPxRfiCYabcdefghijklmnopqrst\n';
  return joined('-----BEGIN ', name, '-----\n', line.repeat(4), '-----END ', name, '-----\n');
}

export const ciphertext = 'ENC[AES256_GCM,data:xKwmfA==,iv:aaaa,tag:bbbb,type:str]';

/** The metadata that SOPS adds. */
export function sopsBlock(more = '    encrypted_regex: ^(data|stringData)$'): string {
  return `sops:\n    mac: ${ciphertext}\n    version: 3.9.0\n${more}\n`;
}

/** A Secret whose body starts on line 5. */
export function secret(body: string): string {
  return `apiVersion: v1\nkind: Secret\nmetadata:\n  name: shop\n${body}\n`;
}

export interface Case {
  readonly path?: string;
  readonly before?: string;
  readonly after: string;
  /** Text of `.sops.yaml`. */
  readonly sops?: string;
  /** Environment whose secrets are known. */
  readonly env?: NodeJS.ProcessEnv;
}

/** `line what` of each hit. */
export async function hits({ path = 'deploy/app.yaml', before = '', after, sops, env = {} }: Case): Promise<string[]> {
  const configs = sops === undefined ? [] : [readSopsConfig(sops, '.sops.yaml')];
  const rules = [ruleFor(path, configs)].filter((rule) => rule !== undefined);
  const found = await scanFile({ path, before, after, isBinary: false, rules, known: knownSecrets(env) });
  return found.map(({ line, what }) => `${line} ${what}`);
}

/** What a Secret with `password` in clear is called. */
export const stringData = 'Kubernetes Secret in clear (stringData.password)';
export const data = 'Kubernetes Secret in clear (data.password)';
