/** Whether a value looks made by chance, as keys are, and like none that people write for an example. Pure. */
import { isCiphertext, isPlaceholder } from './placeholder.ts';

/** Different characters that a key has at least. */
const variety = 8;

/** @param least characters */
export function looksMadeUp(value: string, least: number): boolean {
  if (value.length < least || isPlaceholder(value) || isCiphertext(value)) return false;
  if (!/\d/.test(value) || !/[a-z]/i.test(value) || new Set(value).size < variety) return false;
  if (/example|placeholder|change[-_]?me|dummy|redacted|your[-_]|x{4}|0{5}|1234567/i.test(value)) return false;
  // A name of words and numbers: shop-db-credentials-2024, argocd_admin_v2
  return !/^[a-z]+\d{0,4}(?:[-_.][a-z]*\d{0,4})*$/i.test(value) || /[a-z]\d[a-z]\d/i.test(value);
}
