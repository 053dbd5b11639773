/** Values under names like `dbPassword` in files of settings: what looks made by chance there is a secret. Pure. */
import { secretWordIn } from '../../../codex/secret-words.ts';
import type { Finding } from './finding.ts';
import { looksMadeUp } from './made-up.ts';

/** Files of settings; programs and documentation are full of examples. */
const settings =
  /(?:^|\/)(?:\.?env(?:\.[\w.-]+)?|[^./]+)$|\.(?:ya?ml|json|toml|ini|env|properties|conf|cfg|config|tf|tfvars|tfstate|tpl|tmpl|gotmpl|j2|sh|bash|bak|txt)$/i;
/** Written by package managers: hashes, and names of packages. */
const locks = /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|\.terraform\.lock\.hcl)$/;

const least = 12;
const pair = /(?<![\w./-])([\w.-]{1,200})["']?[ \t]{0,8}[:=][ \t]{0,8}(["']?)([^\s"',;]{12,500})\2(?![^\s"',;])/g;
/** An entry of a container's environment. */
const entry =
  /(?<![\w.-])name:[ \t]{0,8}["']?([\w.-]{1,200})["']?[ \t]{0,8}\r?\n[ \t]{0,200}value:[ \t]{0,8}(["']?)([^\s"',;]{12,500})\2(?![^\s"',;])/g;

export function namedValuesIn(path: string, text: string): Finding[] {
  if (!settings.test(path) || locks.test(path)) return [];
  const isSealed = text.includes('SealedSecret');
  return [pair, entry].flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap(({ 0: all, 1: name = '', 3: secret = '', index }) => {
      if (secretWordIn(name) !== 'ends' || /checksum|hash|digest|fingerprint|public/i.test(name)) return [];
      if (!isValue(secret) || (isSealed && secret.startsWith('Ag'))) return [];
      const from = index + all.lastIndexOf(secret);
      return [{ from, to: from + secret.length, secret, what: `value of ${name} in clear` }];
    }),
  );
}

/** Neither an address, a path, an expression, a hash nor what is encrypted. */
function isValue(value: string): boolean {
  if (/^[/.~@$&|>]|:\/\/|[${}<>()[\]`%|\\]/.test(value) || /^(?:sha\d+|vault|kms)[:-]/i.test(value)) return false;
  // process.env.TOKEN, var.token_2, projects/shop/secrets/db/versions/1
  if (/^[a-z_]\w*(?:\.[a-z_]\w*)+$/i.test(value) || /^[a-z][a-z\d_-]*(?:\/[a-z\d_.-]+)+$/.test(value)) return false;
  const isMixed = /[a-z]/.test(value) && /[A-Z]/.test(value);
  return looksMadeUp(value, isMixed ? least : 20);
}
