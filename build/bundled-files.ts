/** The files of which something is in a bundle: paths below the repository's root, with forward slashes. */
import { relative } from 'node:path';
import type { Metafile } from 'esbuild';
import type { OutputAsset, OutputChunk } from 'rolldown';

/** Of a bundle of esbuild's. */
export function filesOfMetafile({ outputs }: Metafile): string[] {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  return inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path);
}

/** Of a bundle of Rolldown's, whose paths are absolute. */
export function filesOfChunks(output: readonly (OutputAsset | OutputChunk)[], root: string): string[] {
  const modules = output.flatMap((one) => (one.type === 'chunk' ? Object.entries(one.modules) : []));
  const bundled = modules.filter(([, { renderedLength }]) => renderedLength > 0);
  return bundled.map(([id]) => relative(root, id).replaceAll('\\', '/'));
}
