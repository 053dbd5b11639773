/**
 * Masks the values of environment variables that look secret, wherever a text shows them: no pattern knows a password
 * that somebody made up. Pure.
 */
import { redact } from './redact.ts';
import { maskForms, secretForms } from './secret-forms.ts';
import { isSecretName } from './secret-names.ts';
import { secretParts } from './secret-parts.ts';

/** A text with what is secret in it masked. */
export type Redact = (text: string) => string;

const mask = '***';
/** Shorter values stand in too many texts by chance. */
const shortest = 8;

/** Masks what `redact` knows, and the secret values of this environment. */
export function redactorOf(env: NodeJS.ProcessEnv): Redact {
  const values = valueMask(env);
  // Values first: what a pattern takes out of one would leave the rest of it.
  return (text) => redact(values(text));
}

/** Masks the secret values of this environment alone, in all forms of `secretForms`. */
export function valueMask(env: NodeJS.ProcessEnv): Redact {
  const forms = secretForms(secretValues(env).map(({ value }) => value));
  return (text) => maskForms(text, forms, mask);
}

/** The same value with every text in it masked. */
export function redactAll<T>(value: T, redacted: Redact): T {
  const within = (part: unknown): unknown => {
    if (typeof part === 'string') return redacted(part);
    if (Array.isArray(part)) return part.map(within);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, entry]) => [key, within(entry)]));
  };
  return within(value) as T;
}

/** A secret value of the environment, or a telling part of one. */
export interface SecretValue {
  readonly variable: string;
  readonly value: string;
}

/** Each value as a whole, its telling parts, and the passwords of addresses. */
export function secretValues(env: NodeJS.ProcessEnv): SecretValue[] {
  return Object.entries(env).flatMap(([variable, set = '']) => {
    const value = set.trim();
    const password = /^[a-z][\w+.-]*:\/\/[^/?#]*?:([^/?#]+)@/i.exec(value)?.[1] ?? '';
    const whole = isSecretName(variable, value) ? [value, ...secretParts(value, shortest)] : [];
    const found = [...whole, password].filter((one) => one.length >= shortest);
    return found.map((one) => ({ variable, value: one }));
  });
}
