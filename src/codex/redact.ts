/** Masks what looks like a secret in text that people or logs get to see. */

const patterns: readonly (readonly [RegExp, string])[] = [
  // Credentials in an address
  [/(\w+:\/\/)[^\s/@:]{1,200}:[^\s/@]{1,200}@/g, '$1***@'],
  // HTTP authorization
  [/\b(authorization:\s*(?:bearer|basic)\s+)\S+/gi, '$1***'],
  // key=value and key: value where the key says that it is secret
  [
    /\b([\w-]{0,40}(?:password|passwd|secret|token|api[_-]?key|private[_-]?key|client-key-data)["']?\s*[:=]\s*["']?)[^\s"',;]{6,}/gi,
    '$1***',
  ],
  // Tokens with a prefix of their own: GitHub, GitLab, Slack, OpenAI, AWS, JSON web tokens
  [
    /\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|xox[abprs]-[\w-]{10,}|sk-[\w-]{20,}|AKIA[0-9A-Z]{16})\b/g,
    '***',
  ],
  [/\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{5,}/g, '***'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(?:-----END [A-Z ]*PRIVATE KEY-----)?/g, '*** private key ***'],
];

/** The text with every match masked; what remains is unchanged. */
export function redact(text: string): string {
  return patterns.reduce((masked, [pattern, mask]) => masked.replace(pattern, mask), text);
}
