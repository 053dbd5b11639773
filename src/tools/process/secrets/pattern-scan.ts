/** The scanner's own rules (secretlint, recommended preset), with findings of ours among them so that its comments hold for all. */
import { lintSource } from '@secretlint/core';
import { secretLintProfiler } from '@secretlint/profiler';
import { creator as recommended } from '@secretlint/secretlint-rule-preset-recommend';
import type { Finding } from './finding.ts';

type Rules = Parameters<typeof lintSource>[0]['options']['config']['rules'];

const presetId = '@secretlint/secretlint-rule-preset-recommend';
const ownId = 'agent-toolkit';

/**
 * Findings of the scanner and `own`, without those that a comment of the text allows.
 * @param text without a byte order mark
 */
export async function scanPatterns(path: string, text: string, own: readonly Finding[]): Promise<Finding[]> {
  // It would keep an entry for each rule and file for as long as the process lives.
  secretLintProfiler.setEnabled(false);
  const { messages } = await lintSource({
    source: { content: text, filePath: path, contentType: 'text' },
    options: { noPhysicFilePath: true, config: { rules: [preset, ownRule(own)] } },
  });
  return messages.flatMap(({ ruleId, range: [from, to], data, messageId }) => {
    const known = ruleId === ownId ? own[Number(messageId)] : undefined;
    if (known !== undefined) return [known];
    const secret = secretOf(data, text.slice(from, to), text);
    return isFilledIn(secret) ? [] : [{ from, to, secret, what: nameOf(ruleId) }];
  });
}

/** What documentation has in the place of a secret: `ghp_xxxxxxxx…`. */
function isFilledIn(secret: string): boolean {
  return /x{8}|X{8}|\*{8}|0{12}/.test(secret) && !secret.includes('PRIVATE KEY');
}

const preset: Rules[number] = { id: presetId, rule: recommended };

/** A rule that reports what is known already; a message's id is its place in the list. */
function ownRule(findings: readonly Finding[]): Rules[number] {
  return {
    id: ownId,
    rule: {
      meta: { id: ownId, recommended: true, type: 'scanner', supportedContentTypes: ['text'] },
      messages: {},
      create: (context: { report(message: { message: object; range: readonly [number, number] }): void }) => ({
        file: () => {
          for (const [index, { from, to, what }] of findings.entries()) {
            context.report({ message: { message: what, messageId: String(index) }, range: [from, to] });
          }
        },
      }),
    },
  };
}

/** The rule's own word for the secret, whole; ranges of some rules end half-way in it. */
function secretOf(data: unknown, matched: string, text: string): string {
  const words = typeof data === 'object' && data !== null ? Object.values(data) : [];
  const secrets = words.filter((word): word is string => typeof word === 'string' && text.includes(word));
  return secrets.reduce((longest, word) => (word.length > longest.length ? word : longest), '') || matched;
}

/** `@secretlint/secretlint-rule-database-connection-string`: database connection string. */
function nameOf(ruleId: string): string {
  const name = ruleId.replace(/^.*secretlint-rule-/, '').replaceAll('-', ' ');
  const known: Readonly<Record<string, string>> = { privatekey: 'private key', basicauth: 'password in an address' };
  return known[name] ?? (name.includes('string') ? name : `credential of ${name}`);
}
