/** Values that stand where a secret will be, and are none. */
import { templateMark } from './template-mask.ts';

/** `${VAR}` of Flux and envsubst. With a default (`${VAR:=x}`) it is a value in clear. */
const variable = /\$\{[A-Za-z_]\w*\}/g;

/** What SOPS makes of a value. */
export function isCiphertext(value: string): boolean {
  return /^ENC\[AES256_GCM,data:[^\]]*\]$/.test(value.trim());
}

/** Whether nothing of the value is in clear: it is empty, or all that could be secret in it is substituted later. */
export function isPlaceholder(value: string): boolean {
  const text = value.trim();
  if (text === '' || text.includes(templateMark)) return true;
  // envsubst, vals, Argo CD's vault plugin and documentation; what kubectl prints instead of a key
  if (/^(?:\$[A-Z_][A-Z0-9_]*|ref\+\w+:\/\/\S+|<[^<>\n]{1,200}>|REDACTED|DATA\+OMITTED|\*+)$/.test(text)) return true;
  const rest = text.replace(variable, '');
  if (rest === text) return false;
  // An address is as secret as its password.
  return !/[\p{L}\p{N}]/u.test(rest) || /^[a-z][a-z0-9+.-]*:\/\/[^\s:@/]*:\$\{[A-Za-z_]\w*\}@[^\s@]*$/i.test(text);
}
