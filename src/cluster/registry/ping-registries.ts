/** Asks registries whether they answer. */
import { inParallel } from '../in-parallel.ts';
import { imagesAtOnce } from './limits.ts';
import { Registry, type RegistryAccess } from './registry.ts';
import { RegistryError } from './registry-error.ts';
import type { RegistryPing } from './registry-verdict.ts';

export interface PingedRegistry extends RegistryPing {
  readonly registry: Registry;
}

/** Every registry, with its answer or why there is none; that the time is up is such a reason, too. */
export function pingRegistries(
  names: readonly string[],
  access: RegistryAccess,
  signal: AbortSignal,
): Promise<PingedRegistry[]> {
  return inParallel(names, imagesAtOnce, async (name) => {
    const started = performance.now();
    const registry = new Registry(name, access);
    const answer = await registry.ping(signal).catch((error: unknown) => {
      if (error instanceof RegistryError) return error;
      if (signal.aborted) return new RegistryError('timeout', 'the time of the verification was up');
      throw error;
    });
    return { registry, address: registry.address, answer, durationMs: Math.round(performance.now() - started) };
  });
}
