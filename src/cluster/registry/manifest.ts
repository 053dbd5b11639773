/** Manifests of images and indexes, in OCI's and in Docker's format. Pure. */
import { z } from 'zod';

const indexTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];
const imageTypes = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

/** What is accepted; the first manifest format of Docker holds no sizes. */
export const manifestTypes: readonly string[] = [...indexTypes, ...imageTypes];

export interface ImageManifest {
  readonly kind: 'image';
  /** Of the configuration. */
  readonly config: { readonly digest: string; readonly mediaType: string };
  readonly layers: number;
  /** Configuration and layers, as they are transferred; bytes. */
  readonly size: number;
}

export interface IndexManifest {
  readonly kind: 'index';
  readonly entries: readonly IndexEntry[];
}

export interface IndexEntry {
  readonly digest: string;
  /** `linux/arm64/v8`; empty when the index does not tell. */
  readonly platform: string;
}

export type Manifest = ImageManifest | IndexManifest;

const size = z.number().min(0);
const descriptor = z.object({ digest: z.string(), size, mediaType: z.string().default('') });
const platform = z.object({
  os: z.string().default(''),
  architecture: z.string().default(''),
  variant: z.string().optional(),
});
const imageForm = z.object({ config: descriptor, layers: z.array(descriptor) });
const indexForm = z.object({
  manifests: z.array(
    z.object({
      digest: z.string(),
      platform: platform.nullish(),
      annotations: z.record(z.string(), z.unknown()).nullish(),
    }),
  ),
});

/**
 * Reads a manifest; what it says it is goes before what it looks like.
 * @param mediaType of the answer
 * @returns undefined for what is no manifest of these formats
 */
export function readManifest(body: Buffer, mediaType: string): Manifest | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
  const { mediaType: own } = z.object({ mediaType: z.string().optional() }).safeParse(value).data ?? {};
  const named = [own, mediaType].find((type) => type !== undefined && manifestTypes.includes(type));
  if (named === undefined || indexTypes.includes(named)) {
    const index = indexForm.safeParse(value).data;
    if (index !== undefined) return { kind: 'index', entries: index.manifests.filter(isForPlatform).map(entryOf) };
  }
  if (named !== undefined && indexTypes.includes(named)) return undefined;
  const image = imageForm.safeParse(value).data;
  if (image === undefined) return undefined;
  const { config, layers } = image;
  const total = [config, ...layers].reduce((sum, part) => sum + part.size, 0);
  return { kind: 'image', config, layers: layers.length, size: total };
}

/** The platform that the configuration of an image names: `linux/amd64`; empty when it names none. */
export function configPlatform(body: Buffer): string {
  try {
    return platformText(platform.safeParse(JSON.parse(body.toString('utf8'))).data);
  } catch {
    return '';
  }
}

/** Whether the configuration is that of an image that runs, and names its platform. */
export function isImageConfig(mediaType: string): boolean {
  return /^application\/vnd\.(?:oci\.image\.config|docker\.container\.image)\.v1\+json$/.test(mediaType);
}

type RawEntry = z.output<typeof indexForm>['manifests'][number];

/** Statements about how an image was built stand beside it in the index, and are no image. */
function isForPlatform({ annotations }: RawEntry): boolean {
  return annotations?.['vnd.docker.reference.type'] !== 'attestation-manifest';
}

function entryOf({ digest, platform: of }: RawEntry): IndexEntry {
  return { digest, platform: platformText(of ?? undefined) };
}

function platformText(of: z.output<typeof platform> | undefined): string {
  const parts = of === undefined ? [] : [of.os, of.architecture, of.variant ?? ''];
  return parts.filter((part) => part !== '' && part !== 'unknown').join('/');
}
