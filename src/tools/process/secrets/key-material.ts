/** Keys that Kubernetes and SOPS know and pattern scanners do not: kubeconfigs, keys in base64 or with a passphrase. */
import { type Document, isMap, isSeq, type Node } from 'yaml';
import { mapAt, rootOf, textAt } from './documents.ts';
import type { Finding } from './finding.ts';
import { isPlaceholder } from './placeholder.ts';

/** `-----BEGIN`, encoded, and what follows; the length is what has to be decoded to know a private key. */
const encodedPem = /LS0tLS1CRUdJTi[A-Za-z0-9+/]{40,}={0,2}/g;

/** A key that a passphrase protects: https://www.rfc-editor.org/rfc/rfc5958, and cosign's. Of others the scanner has a rule. */
const encryptedPem = /-----BEGIN ENCRYPTED (?:[A-Z]{1,20} )?PRIVATE KEY-----(?:\s|\\n){1,200}[A-Za-z0-9+/=\s\\]{100}/g;

/** Keys anywhere in a text. */
export function keysIn(text: string): Finding[] {
  return [
    ...found(text, encryptedPem, 'private key'),
    ...found(text, encodedPem, 'private key in base64').filter(({ secret }) => isPrivateKey(secret)),
  ];
}

/** Credentials of the users of a kubeconfig; a key in it is found by `keysIn`. */
export function kubeconfigCredentials(documents: readonly Document[]): Finding[] {
  return documents.flatMap((document) => {
    const root = rootOf(document);
    const users = root?.get('users', true) as Node | undefined;
    if (root === undefined || textAt(root, 'kind') !== 'Config' || !isSeq(users)) return [];
    return users.items.flatMap((entry) => {
      const user = isMap(entry) ? mapAt(entry, 'user', document) : undefined;
      if (user === undefined) return [];
      return ['token', 'password', 'client-key-data'].flatMap((field) => {
        const secret = textAt(user, field) ?? '';
        if (isPlaceholder(secret)) return [];
        const [from = 0, to = from] = (user.get(field, true) as Node | undefined)?.range ?? [];
        return [{ from, to, secret, what: `kubeconfig with a ${field}` }];
      });
    });
  });
}

function isPrivateKey(encoded: string): boolean {
  return /^-----BEGIN [A-Z ]{0,30}PRIVATE KEY/.test(Buffer.from(encoded.slice(0, 80), 'base64').toString('latin1'));
}

function found(text: string, pattern: RegExp, what: string): Finding[] {
  return [...text.matchAll(pattern)].map(({ 0: secret, index }) => ({
    from: index,
    to: index + secret.length,
    secret,
    what,
  }));
}
