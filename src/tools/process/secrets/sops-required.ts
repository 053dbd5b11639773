/**
 * Files that a creation rule wants encrypted and that are in clear. A creation rule says how a file is encrypted when
 * somebody does it; Flux's own guide has one for `.*.yaml`. So a rule obliges only where it is about secrets.
 */
import { basename } from 'node:path';
import type { Document } from 'yaml';
import { isManifestName, rootOf, textAt } from './documents.ts';
import type { Finding } from './finding.ts';
import { isCiphertext, isPlaceholder } from './placeholder.ts';
import type { CreationRule } from './sops-config.ts';
import { clearLeaves, hasSopsBlock } from './sops-document.ts';

/** Paths that nobody makes a rule for; a rule that takes one takes everything. */
const anywhere = ['zq7', 'zq7/zq7'];

/** Files that lie beside secrets and never hold one. */
const besides = /^(?:\.sops\.ya?ml|kustomization\.ya?ml|\.git\w+|readme(?:\..*)?|.*\.(?:md|pub|asc|crt))$/i;

/** Keys of a manifest that the API server and Flux have to read. */
const structural = new Set(['apiVersion', 'kind', 'metadata', 'type', 'immutable']);

/** @param documents of the text, where it is YAML or JSON */
export function clearAgainstRule(
  path: string,
  text: string,
  documents: readonly Document[],
  rule: CreationRule | undefined,
): Finding[] {
  if (rule === undefined || text.trim() === '' || besides.test(basename(path)) || takesEverything(rule, path))
    return [];
  const what = 'file that .sops.yaml wants encrypted, in clear';
  if (isManifestName(path)) {
    return documents.flatMap((document) => {
      const root = rootOf(document);
      // What an encrypted document leaves in clear is judged by its own metadata.
      if (root !== undefined && hasSopsBlock(root)) return [];
      const kind = root === undefined ? undefined : textAt(root, 'kind');
      const isObject = kind !== undefined && root?.has('apiVersion') === true;
      if (isObject && kind !== 'Secret' && !namesSecrets(rule)) return [];
      return clearLeaves(document, rule.selection)
        .filter(({ keys }) => !isObject || !structural.has(keys[0] ?? ''))
        .map(({ value, from, to, keys }) => ({ from, to, secret: value, what: `${what} (${keys.join('.')})` }));
    });
  }
  if (/\.(?:env|ini)$|^\.env/i.test(basename(path))) return clearPairs(text, what);
  return [{ from: 0, to: 0, secret: '', what }];
}

function takesEverything(rule: CreationRule, path: string): boolean {
  const ending = /\.[^./]+$/.exec(path)?.[0] ?? '';
  return anywhere.some((probe) => rule.matches(`${probe}${ending}`));
}

function namesSecrets({ pathRegex }: CreationRule): boolean {
  return /secret|sops|enc|cred|private|vault/i.test(pathRegex ?? '');
}

/** `KEY=value` lines of dotenv and INI files; the metadata of SOPS is among them. */
function clearPairs(text: string, what: string): Finding[] {
  return [...text.matchAll(/^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*(.*)$/gm)].flatMap((pair) => {
    const [all, key = '', value = ''] = pair;
    const secret = value.trim().replace(/^(["'])(.*)\1$/, '$2');
    if (isMetadata(key) || isCiphertext(secret) || isPlaceholder(secret)) return [];
    return [{ from: pair.index, to: pair.index + all.length, secret, what: `${what} (${key})` }];
  });
}

/** `sops_version` in dotenv files, `version` and others in the `[sops]` section of INI files. */
function isMetadata(key: string): boolean {
  return /^(?:sops_.*|lastmodified|mac|version|unencrypted_suffix|(?:age|pgp|kms|gcp_kms|azure_kv|hc_vault)__.*)$/.test(
    key,
  );
}
