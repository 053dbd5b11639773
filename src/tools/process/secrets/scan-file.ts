/** What a changed file holds that it did not hold before and nobody should commit. */
import type { Document } from 'yaml';
import { withoutAllowances, withoutNewAllowances } from './allow-comments.ts';
import { isManifestName, onlyDocumentsWith, readDocuments } from './documents.ts';
import { manifestsBetweenLines, manifestsInTexts } from './embedded-manifests.ts';
import { type Finding, lineFinder } from './finding.ts';
import { keysIn, kubeconfigCredentials } from './key-material.ts';
import { type KnownSecret, knownSecretsIn } from './known-secrets.ts';
import { kubernetesSecrets } from './kubernetes-secrets.ts';
import { namedValuesIn } from './named-values.ts';
import { scanPatterns } from './pattern-scan.ts';
import { piecesOf } from './pieces.ts';
import { isCiphertext } from './placeholder.ts';
import type { CreationRule } from './sops-config.ts';
import { clearInSopsDocuments, lostEncryption } from './sops-document.ts';
import { clearAgainstRule } from './sops-required.ts';
import { tokensIn } from './token-scan.ts';

export interface ChangedFile {
  /** Below the root. */
  readonly path: string;
  /** Its text before, also under an earlier name; empty where it is new. */
  readonly before: string;
  readonly after: string;
  /** Whether the texts are what can be read of a binary file; the rules of SOPS want all of it encrypted. */
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
  const [unencrypted] =
    isBinary && before === '' ? rules.flatMap((rule) => clearAgainstRule(path, after, [], rule)) : [];
  if (unencrypted !== undefined) return [{ path, line: 1, what: unencrypted.what }];
  const [old, now] = [withoutMark(before), withoutMark(after)];
  const ownIn = (text: string) => {
    const pieces = piecesOf(text);
    // The metadata of SOPS says of all pieces that they are encrypted, and stands in one.
    const isEncrypted = pieces.length > 1 && sopsMetadata.test(text);
    const asked = isBinary || isEncrypted ? [] : rules;
    return pieces.map((piece) => {
      const findings = moved(ownFindings(path, piece.text, asked, secrets), piece.from);
      return isEncrypted ? findings.filter(({ secret }) => !isCiphertext(secret)) : findings;
    });
  };
  const own = ownIn(now);
  own[0]?.push(...lost(path, old, now));
  const ownKnown = namesOf(own.flat().length === 0 ? [] : ownIn(old).flat());
  const allowed = withoutNewAllowances(old, now);
  const findings: Finding[] = [];
  for (const [index, { text, from }] of piecesOf(now).entries()) {
    const fresh = own[index]?.filter((finding) => !ownKnown.has(nameOf(finding))).slice(0, ownLimit) ?? [];
    const piece = allowed.slice(from, from + text.length);
    findings.push(...moved(await scanPatterns(path, piece, moved(fresh, -from)), from));
  }
  if (findings.length === 0) return [];
  const known = new Set(ownKnown);
  for (const { text } of piecesOf(withoutAllowances(old))) {
    for (const finding of await scanPatterns(path, text, [])) known.add(nameOf(finding));
  }
  const lineOf = lineFinder(now);
  const hits = new Map<number, Hit>();
  for (const finding of findings) {
    const line = lineOf(finding.from);
    if (!known.has(nameOf(finding)) && !hits.has(line)) hits.set(line, { path, line, what: finding.what });
  }
  return [...hits.values()].sort((one, other) => one.line - other.line);
}

const sopsMetadata = /\bmac["']?\s{0,4}[:=]\s{0,4}["']?ENC\[/;

function moved(findings: readonly Finding[], by: number): Finding[] {
  return findings.map((finding) => ({ ...finding, from: finding.from + by, to: finding.to + by }));
}

/** What a document mentions that is more than others. */
const telling = /Secret|secretGenerator|sops|Config\b/;

function ownFindings(
  path: string,
  text: string,
  rules: readonly CreationRule[],
  secrets: readonly KnownSecret[],
): Finding[] {
  const asked = rules.length > 0 || !isManifestName(path) ? text : onlyDocumentsWith(telling, text);
  const documents = isManifestName(path) && asked.trim() !== '' ? readDocuments(asked) : [];
  const embedded = isManifestName(path)
    ? manifestsInTexts(asked, documents, inDocuments)
    : manifestsBetweenLines(path, text, inDocuments);
  return [
    ...inDocuments(documents),
    ...embedded,
    ...rules.flatMap((rule) => clearAgainstRule(path, text, documents, rule)),
    ...keysIn(text),
    ...knownSecretsIn(text, secrets),
    ...tokensIn(text),
    ...namedValuesIn(path, text),
  ];
}

function inDocuments(documents: readonly Document[]): Finding[] {
  return [...kubernetesSecrets(documents), ...kubeconfigCredentials(documents), ...clearInSopsDocuments(documents)];
}

/** Characters of a file whose documents are compared one by one. */
const longestRead = 1_000_000;

function lost(path: string, before: string, after: string): Finding[] {
  if (!isManifestName(path) || !before.includes('sops') || after.trim() === '' || after.length > longestRead) return [];
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
