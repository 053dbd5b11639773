/** What was found of an image as a row of the result and, where it is none to deploy, a failure with cause and remedy. Pure. */
import type { Advice } from '../advice.ts';
import type { Check, Failure } from '../verification.ts';
import type { FaultyImage, FoundImage, ImageSeen, MissingImage } from './look-at-image.ts';
import { nearestNames } from './nearest-names.ts';
import type { ImageReference } from './reference.ts';
import type { Listing } from './registry.ts';
import { errorAdvice } from './registry-advice.ts';
import type { RegistryError } from './registry-error.ts';

/** An image that was asked for. */
export interface LookedAt {
  /** As the scope has it. */
  readonly written: string;
  readonly reference: ImageReference;
  /** What was asked: `GET https://ghcr.io/v2/shop/web/manifests/1.5.0`. */
  readonly asked: string;
  readonly seen: ImageSeen | RegistryError;
  /** Repositories of its registry; undefined where it does not tell them. */
  readonly catalogue: Listing | undefined;
  readonly durationMs: number;
}

/** The row and the failure of an image, if it is one. */
export interface ImageVerdict {
  readonly check: Check;
  readonly failure?: Failure;
}

/** The name of the check in rows and failures. */
export const imageCheck = 'Image';

const shownNames = 3;

/** Judges what was seen of an image. What could not be looked at is a failure, though none of the task's. */
export function imageVerdict(image: LookedAt): ImageVerdict {
  const { written, reference, asked, seen, durationMs } = image;
  const row = {
    name: imageCheck,
    object: written,
    asked,
    expected: reference.digest === undefined ? 'a manifest with content' : reference.digest,
    duration_ms: durationMs,
  };
  if ('kind' in seen && seen.kind === 'found') {
    const actual = foundText(seen);
    return { check: { ...row, actual, status: 'pass', evidence: `${actual}${inCatalogue(image)}` } };
  }
  const { reason, message, advice, scope } = trouble(image, seen);
  return {
    check: { ...row, actual: message, status: 'fail', evidence: message },
    failure: { check: imageCheck, object: written, reason, message, ...advice, scope },
  };
}

/** An entry of the scope that is no image: it says nothing of what the task did. */
export function unreadableVerdict(written: string, fault: string): ImageVerdict {
  const expected = 'the name of an image';
  const asked = 'Is it the name of an image?';
  const advice = { cause: `It is no name of an image: ${fault}.`, remedy: 'Correct it in verify.images.' };
  return {
    check: {
      name: imageCheck,
      object: written,
      asked,
      expected,
      actual: fault,
      status: 'fail',
      evidence: fault,
      duration_ms: 0,
    },
    failure: {
      check: imageCheck,
      object: written,
      reason: 'InvalidImageName',
      message: fault,
      ...advice,
      scope: 'external',
    },
  };
}

/** `12.3 MB`, in steps of 1000 as registries count. */
export function sizeText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  const step = bytes < 1 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  const value = bytes / 1000 ** step;
  return `${step === 0 ? value : value.toFixed(1)} ${units[step]}`;
}

function foundText({ digest, platforms, unread }: FoundImage): string {
  const parts = platforms.map(({ platform, size }) => `${platform}${platform === '' ? '' : ' '}${sizeText(size)}`);
  return `${digest}, ${parts.join(', ')}${unread === 0 ? '' : `, and ${unread} more platforms`}`;
}

function inCatalogue({ reference, catalogue }: LookedAt): string {
  if (catalogue?.names.includes(reference.repository) === true) return '; listed in the catalogue';
  return catalogue?.isComplete === true ? '; not listed in the catalogue' : '';
}

interface Trouble {
  readonly reason: string;
  readonly message: string;
  readonly advice: Advice;
  readonly scope: Failure['scope'];
}

function trouble(image: LookedAt, seen: MissingImage | FaultyImage | RegistryError): Trouble {
  const { registry } = image.reference;
  if (seen instanceof Error) {
    return { reason: seen.kind, message: seen.message, advice: errorAdvice(seen, registry), scope: 'external' };
  }
  const [reason, advice] = seen.kind === 'missing' ? missing(image, seen) : faulty(image, seen);
  return { reason, message: seen.message, advice, scope: 'task' };
}

function missing({ reference, catalogue }: LookedAt, { tags }: MissingImage): [string, Advice] {
  const { registry, repository, tag, digest } = reference;
  const name = `${registry}/${repository}`;
  if (tags === undefined || tags.names.length === 0) {
    const near = nearestNames(repository, catalogue?.names ?? [], shownNames);
    const nearby = near.length === 0 ? '' : ` Repositories with a like name: ${near.join(', ')}.`;
    const cause =
      tags === undefined ? `${registry} has no ${repository}, or not for you.` : `${name} has no tag at all.`;
    return [
      'NotFound',
      { cause: `${cause}${nearby}`, remedy: 'Check the name, and that the image was built and pushed there.' },
    ];
  }
  if (tag === undefined) {
    const cause = `${name} holds no image of the digest ${digest}.`;
    return [
      'NotFound',
      { cause, remedy: 'Check the digest; what no tag names may have been cleaned up in the registry.' },
    ];
  }
  if (tags.names.includes(tag)) {
    const cause = `${name} lists the tag ${tag}, and its manifest is missing: the registry lost a part of it.`;
    return ['Broken', { cause, remedy: 'Push the image again.' }];
  }
  const near = nearestNames(tag, tags.names, shownNames);
  const cause = `${name} has no tag ${tag}. Nearest: ${near.join(', ')}.`;
  return ['NotFound', { cause, remedy: 'Correct the tag, or build and push the image.' }];
}

function faulty({ reference }: LookedAt, { kind }: FaultyImage): [string, Advice] {
  const { tag, digest } = reference;
  switch (kind) {
    case 'differs':
      if (tag === undefined || digest === undefined) {
        const cause = 'The registry, or something before it, hands out other content than it says.';
        return [
          'DigestDiffers',
          { cause, remedy: 'Do not deploy it. Look at the registry and the proxies before it.' },
        ];
      }
      return [
        'DigestDiffers',
        {
          cause: `The tag ${tag} names another image than the digest that is pinned: it was pushed again.`,
          remedy: 'Find out who pushed it; then pin its digest now, or push what is pinned under the tag again.',
        },
      ];
    case 'empty':
      return ['Empty', { cause: 'The image holds nothing: its build went wrong.', remedy: 'Build and push it again.' }];
    case 'broken':
      return ['Broken', { cause: 'The registry lost a part of the image.', remedy: 'Push the image again.' }];
    case 'unknown':
      return [
        'UnknownFormat',
        {
          cause: 'Its manifest is of no format of today: it was pushed by an old client.',
          remedy: 'Build and push it again.',
        },
      ];
  }
}
