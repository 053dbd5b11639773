/** What the words of a text stand for: forms, spellings, abbreviations and phrases that mean the same are one term. */
import { expect, test } from 'vitest';
import { createGlossary } from '../../../../src/backlog/duplicates/glossary.ts';
import { readTokens } from '../../../../src/backlog/duplicates/reading.ts';

/** The terms of a text without stop words, as one text. */
function terms(text: string): string {
  const tokens = readTokens(text, text.length, createGlossary()).filter(({ meaning }) => meaning.kind !== 'stop');
  return tokens.map(({ meaning }) => meaning.term).join(' ');
}

test.each([
  ['k8s svc', 'kubernetes services'],
  ['hr', 'HelmRelease'],
  ['hr', 'helm release'],
  ['db', 'databases'],
  ['certs', 'certificate'],
  ['TLS', 'HTTPS'],
  ['pv', 'PersistentVolumes'],
  ['OOMKilled', 'runs out of memory'],
  ['ImagePullBackOff', 'image pull back off'],
  ['CrashLoopBackOff', 'keeps restarting'],
  ["can't", 'cannot'],
  ['doesn’t load', 'does not load'],
  ['reconciliation', 'sync'],
  ['502s', 'bad gateway'],
  ['authorisation', 'authorization'],
  ['café', 'cafe'],
  ['Grafana’s', 'grafana'],
])('"%s" and "%s" are one term', (one, other) => {
  expect(terms(one)).toBe(terms(other));
});

test.each([
  ['kube-prometheus-stack', 'kubernetes prometheus stack'],
  ['apps/pelican/values.yaml', 'app pelican valu manifest'],
  ['nodePort', 'node port'],
  ['worker2', 'node 2'],
  ['registry.local:5000/atlas:v2.0.2', 'registry local 5000 atla v2.0.2'],
  ['192.168.7.21', '192.168.7.21'],
  ['arm64 and ipv6', 'arm64 ipv6'],
  ['東京都', '東京 京都'],
])('"%s" is read as "%s"', (text, expected) => {
  expect(terms(text)).toBe(expected);
});

test.each([
  ['contains', 'container'],
  ['custom', 'customer'],
  ['original', 'origin'],
  ['general', 'generate'],
  ['has', 'ha'],
])('"%s" is not "%s", though a stemmer may say so', (one, other) => {
  expect(terms(one)).not.toBe(terms(other));
});
