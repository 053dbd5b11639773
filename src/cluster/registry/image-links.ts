/** Which pods fail since their image does. Pure. */
import type { UsedImage } from '../used-images.ts';
import type { Failure, Link } from '../verification.ts';
import { imageCheck } from './image-verdict.ts';
import { readReference, referenceText } from './reference.ts';

/** Pods rest on their images. One that merely could not be looked at explains nothing. */
export function imageLinks(failures: readonly Failure[], used: readonly UsedImage[]): Link[] {
  const faulty = failures.filter(({ check, scope }) => check === imageCheck && scope === 'task');
  return faulty.flatMap(({ object }) =>
    used
      .filter(({ image }) => wholeName(image) === wholeName(object))
      .flatMap(({ pods }) => pods.map((pod) => ({ object: pod, restsOn: object }))),
  );
}

/** `web` and `docker.io/library/web:latest` are one. */
function wholeName(written: string): string {
  const { reference } = readReference(written);
  return reference === undefined ? written : referenceText(reference);
}
