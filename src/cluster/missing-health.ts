/** The health of what should be on the cluster and is not. Pure. */
import { failed, type Health, troubled } from './health/health.ts';

/** Waited for, unless it is known that it will not come. @param nothingComes why, as half a sentence */
export function missingHealth(message: string, nothingComes: string | undefined): Health {
  if (nothingComes === undefined) return troubled('NotFound', message);
  return failed('NotFound', `${message}, and Flux will not bring it: ${nothingComes}`);
}
