/** Credentials that are known by how they look, for masking them and for keeping them out of commits. Every pattern takes linear time. */

export interface TokenPattern {
  /** What it is, in words. */
  readonly what: string;
  /** Global; the first group stands before the secret, the second is the secret. */
  readonly pattern: RegExp;
}

export const tokenPatterns: readonly TokenPattern[] = [
  {
    what: 'HTTP authorization',
    pattern: /\b(authorization["']?:[ \t]{0,8}["']?(?:bearer|basic|token)[ \t]{1,8})([^\s"']+)/gi,
  },
  {
    // GitHub, GitLab, Slack, OpenAI, npm, Google, Hugging Face, Stripe, AWS
    what: 'token or key with a known prefix',
    pattern:
      /(?<![\w-])()(gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{20,}|xox[abeprs]-[\w-]{10,}|sk-[\w-]{20,}|npm_\w{20,}|AIza[\w-]{30,}|hf_\w{20,}|[rs]k_(?:live|test)_\w{10,}|A[KS]IA[0-9A-Z]{16}(?!\w))/g,
  },
  { what: 'JSON web token', pattern: /(?<![\w-])()(eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{5,})/g },
  {
    what: 'login of a container registry',
    pattern: /(\\?["']auth\\?["'][ \t]{0,8}:[ \t]{0,8}\\?["'])([A-Za-z0-9+/]{12,}={0,2})(?=\\?["'])/g,
  },
];
