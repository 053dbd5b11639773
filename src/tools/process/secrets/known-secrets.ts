/** Values of secret variables, which the agent's commands may have: they belong into no commit, whatever they look like. */
import { type SecretForm, secretForms } from '../../../codex/secret-forms.ts';
import { secretValues } from '../../../codex/secret-values.ts';
import type { Finding } from './finding.ts';

/** One form of one value. */
export interface KnownSecret extends SecretForm {
  readonly variable: string;
}

/** Forms of the values that texts do not hold by chance; `postgres` as a password is none that can be told. */
export function knownSecrets(env: NodeJS.ProcessEnv): KnownSecret[] {
  return secretValues(env)
    .filter(({ value }) => !isPlainWord(value))
    .flatMap(({ variable, value }) => secretForms([value]).map((form) => ({ ...form, variable })));
}

/** Where a text holds such values, in any of their forms. */
export function knownSecretsIn(text: string, known: readonly KnownSecret[]): Finding[] {
  return known.flatMap(({ text: secret, variable }) => {
    const findings: Finding[] = [];
    for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length)) {
      findings.push({ from: at, to: at + secret.length, secret, what: `value of the variable ${variable}` });
    }
    return findings;
  });
}

/** A word, a name of words, a number, a path or an address without a password. */
function isPlainWord(value: string): boolean {
  return (
    /^[a-z]{1,15}(?:[-_. ][a-z]{1,15})*\d{0,2}$/i.test(value) ||
    /^[\d.]+$/.test(value) ||
    /^(?:~|\.{0,2})\/[\w./-]*$/.test(value) ||
    /^[a-z][\w+.-]*:\/\/[^@\s]*$/i.test(value)
  );
}
