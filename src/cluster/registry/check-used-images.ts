/** Looks at images that pods use and nobody has stated: what cannot be looked at from here is skipped. */
import type { Findings } from '../findings.ts';
import type { UsedImage } from '../used-images.ts';
import type { Check, Failure } from '../verification.ts';
import { checkImages, imageCounts } from './check-images.ts';
import { imageCheck } from './image-verdict.ts';
import { pingRegistries } from './ping-registries.ts';
import { type NamedImage, registriesOf } from './read-images.ts';
import { readReference } from './reference.ts';
import type { RegistryAccess } from './registry.ts';

/**
 * One row for each image. The cluster may have logins and hosts of its own, so that a registry that does not answer here, or
 * lets nobody in, is no failure; a tag that is not there is, unless all pods that use it are ready: then it is a warning, since
 * they would not start anew elsewhere.
 * @param signal ends it; what is not known by then was not looked at
 */
export async function checkUsedImages(
  used: readonly UsedImage[],
  access: RegistryAccess,
  signal: AbortSignal,
): Promise<Findings> {
  const readings = used.map((image) => ({ image: image.image, ...readUsed(image) }));
  const readable = readings.flatMap(({ named }) => (named === undefined ? [] : [named]));
  const barred = readings.flatMap(({ image, why }) => (why === undefined ? [] : [skippedRow(image, why)]));
  const pings = await pingRegistries(registriesOf({ readable }), access, signal);
  const unanswered = new Map(
    pings.flatMap(({ address, answer }) => (typeof answer === 'number' ? [] : [[address.registry, answer.message]])),
  );
  const answering = readable.filter(({ reference }) => !unanswered.has(reference.registry));
  const silent = readable.flatMap(({ written, reference }) => {
    const why = unanswered.get(reference.registry);
    return why === undefined ? [] : [skippedRow(written, why)];
  });
  const asked = pings.filter(({ address }) => !unanswered.has(address.registry));
  const { checks, failures } = await checkImages({ readable: answering, unreadable: [] }, asked, access, signal);
  const external = new Map(
    failures.filter(({ scope }) => scope === 'external').map(({ object, message }) => [object, message]),
  );
  const running = new Set(used.flatMap(({ image, isReady }) => (isReady ? [image] : [])));
  const own = failures.filter(({ scope }) => scope === 'task');
  const rows = checks.map((row): Check => {
    const why = row.name === imageCheck ? external.get(row.object) : undefined;
    if (why !== undefined) return skippedRow(row.object, why);
    return row.status === 'fail' && running.has(row.object) ? { ...row, status: 'warn' } : row;
  });
  const skipped = [...barred, ...silent, ...rows.filter(({ status }) => status === 'skipped')];
  return {
    checks: [...rows, ...barred, ...silent],
    failures: own.filter(({ object }) => !running.has(object)),
    warnings: [
      ...skipped.map(({ object, actual }) => `The image ${object} was not looked up in its registry: ${actual}.`),
      ...own.filter(({ object }) => running.has(object)).map(runningText),
    ],
    ...(rows.some(({ name, status }) => name === imageCheck && status !== 'skipped')
      ? { counts: imageCounts(rows) }
      : {}),
  };
}

function runningText({ object, cause, remedy }: Failure): string {
  return `The image ${object} runs from what its nodes have, and no other node would get it: ${cause} ${remedy}`;
}

/** What the kubelet would ask for: a digest goes before a tag. */
function readUsed({ image, isNeverPulled }: UsedImage): { named?: NamedImage; why?: string } {
  if (isNeverPulled) return { why: 'its pull policy is Never, so that no registry need have it' };
  const { reference, fault } = readReference(image);
  if (reference === undefined) return { why: fault };
  if (/^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/.test(reference.registry)) {
    return { why: `${reference.registry} is the node itself for the cluster, and another machine here` };
  }
  const { digest } = reference;
  return { named: { written: image, reference: digest === undefined ? reference : { ...reference, tag: undefined } } };
}

function skippedRow(object: string, actual: string): Check {
  const row = { name: imageCheck, object, asked: '', expected: '', actual, evidence: actual, duration_ms: 0 };
  return { ...row, status: 'skipped' };
}
