/** What a changed file holds that it did not hold before and nobody should commit. */
import { withoutAllowances, withoutNewAllowances } from './allow-comments.ts';
import { isManifestName, readDocuments } from './documents.ts';
import { type Finding, lineFinder } from './finding.ts';
import { keysIn, kubeconfigCredentials } from './key-material.ts';
import { type KnownSecret, knownSecretsIn } from './known-secrets.ts';
import { kubernetesSecrets } from './kubernetes-secrets.ts';
import { scanPatterns } from './pattern-scan.ts';
import type { CreationRule } from './sops-config.ts';
import { clearInSopsDocuments, lostEncryption } from './sops-document.ts';
import { clearAgainstRule } from './sops-required.ts';

export interface ChangedFile {
  /** Below the root. */
  readonly path: string;
  /** Its text before, also under an earlier name; empty where it is new. */
  readonly before: string;
  readonly after: string;
  /** Of binary files only the rules of SOPS are asked. */
  readonly isBinary: boolean;
  /** The creation rules of SOPS that hold for it: as they were, and as they are. */
  readonly rules: readonly CreationRule[];
  /** Secrets that the environment holds. */
  readonly known: readonly KnownSecret[];
}

export interface Hit {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** What it is, in words that do not repeat it. */
  readonly what: string;
}

/** Findings of ours in one file that are handed on: the scanner compares each with each. */
const ownLimit = 1000;

/** One hit a line, in order. Values that the file held before, in clear, are no hits. */
export async function scanFile({ path, before, after, isBinary, rules, known: secrets }: ChangedFile): Promise<Hit[]> {
  if (isBinary) {
    const [clear] = before === '' ? rules.flatMap((rule) => clearAgainstRule(path, after, [], rule)) : [];
    return clear === undefined ? [] : [{ path, line: 1, what: clear.what }];
  }
  const [old, now] = [withoutMark(before), withoutMark(after)];
  const own = [...ownFindings(path, now, rules, secrets), ...lost(path, old, now)];
  const ownKnown = namesOf(own.length === 0 ? [] : ownFindings(path, old, rules, secrets));
  const fresh = own.filter((finding) => !ownKnown.has(nameOf(finding))).slice(0, ownLimit);
  const findings = await scanPatterns(path, withoutNewAllowances(old, now), fresh);
  if (findings.length === 0) return [];
  const known = namesOf(await scanPatterns(path, withoutAllowances(old), []));
  const lineOf = lineFinder(now);
  const hits = new Map<number, Hit>();
  for (const finding of findings) {
    const line = lineOf(finding.from);
    const isKnown = known.has(nameOf(finding)) || ownKnown.has(nameOf(finding));
    if (!isKnown && !hits.has(line)) hits.set(line, { path, line, what: finding.what });
  }
  return [...hits.values()].sort((one, other) => one.line - other.line);
}

function ownFindings(
  path: string,
  text: string,
  rules: readonly CreationRule[],
  secrets: readonly KnownSecret[],
): Finding[] {
  const mayBeManifest = isManifestName(path) && (rules.length > 0 || /Secret|secretGenerator|sops|Config\b/.test(text));
  const documents = mayBeManifest ? readDocuments(text) : [];
  return [
    ...kubernetesSecrets(documents),
    ...kubeconfigCredentials(documents),
    ...clearInSopsDocuments(documents),
    ...rules.flatMap((rule) => clearAgainstRule(path, text, documents, rule)),
    ...keysIn(text),
    ...knownSecretsIn(text, secrets),
  ];
}

function lost(path: string, before: string, after: string): Finding[] {
  if (!isManifestName(path) || !before.includes('sops') || after.trim() === '') return [];
  return lostEncryption(readDocuments(before), readDocuments(after));
}

/** A file that is secret as a whole has no value of its own. */
function nameOf({ secret, what }: Finding): string {
  return secret === '' ? `\n${what}` : secret;
}

function namesOf(findings: readonly Finding[]): ReadonlySet<string> {
  return new Set(findings.map(nameOf));
}

function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
