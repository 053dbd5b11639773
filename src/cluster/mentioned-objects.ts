/** Workloads and services that a text names as kubectl takes them: `deploy/web`, `statefulset/db`, `svc/web`. Pure. */
import { workloadResource } from './resource.ts';

export interface MentionedObjects {
  /** `deploy/web`, as it is written. */
  readonly workloads: readonly string[];
  readonly services: readonly string[];
}

/** Not within a path or an address, nor the beginning of a file's name. */
const pattern = /(?<![\w/.:-])([A-Za-z]+)\/([a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?![\w/-]|\.\w)/g;

/** Candidates: `deploy/web` may be a folder, too. */
export function mentionedObjects(text: string): MentionedObjects {
  const workloads = new Set<string>();
  const services = new Set<string>();
  for (const [written, word = '', name = ''] of text.matchAll(pattern)) {
    if (/^(?:services?|svc)$/i.test(word)) services.add(name);
    else if (workloadResource(word) !== undefined) workloads.add(written);
  }
  return { workloads: [...workloads], services: [...services] };
}
