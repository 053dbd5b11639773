/** Whether the words of a task name an object, a health URL or an image. Pure. */
import { fluxKindOf } from '../../../cluster/flux/flux-kinds.ts';
import type { ObjectRef } from '../../../cluster/kube-object.ts';
import { readReference } from '../../../cluster/registry/reference.ts';
import { workloadResource } from '../../../cluster/resource.ts';

/** What a task, or a commit of it, says in words. */
export interface Words {
  readonly title: string;
  /** The text of the task, and messages of its commits. */
  readonly text: string;
}

/**
 * Whether an object is named, and not only a word that is its name: in code marks, beside a kind (`deploy/web`, the web
 * Deployment) or with its namespace (`shop/web`). A name that is no word of prose (`redis-master`) counts anywhere, and any
 * name in the title, which says what the task is about.
 */
export function namesObject(
  { title, text }: Words,
  { namespace, name }: Pick<ObjectRef, 'namespace' | 'name'>,
): boolean {
  if (holds(title, name) || (/[-.\d]/.test(name) && holds(text, name))) return true;
  if ([...text.matchAll(/`+([^`\n]+)`+/g)].some(([, code = '']) => isInCode(code, name))) return true;
  const word = escaped(name);
  const place = new RegExp(`(?<![\\w./-])${escaped(namespace)}/${word}(?![\\w/-]|\\.\\w)`, 'i');
  if (namespace !== '' && place.test(text)) return true;
  const after = new RegExp(`([A-Za-z]+)[ :/]{1,2}["'*]{0,2}${word}(?![\\w/-]|\\.\\w)`, 'gi');
  const before = new RegExp(`(?<![\\w/.-])${word}["'*]{0,2} ([A-Za-z]+)`, 'gi');
  return [after, before].some((beside) => [...text.matchAll(beside)].some(([, kind = '']) => isKind(kind)));
}

/** A word of the code, or the end of `kind/name`; a folder in a path is none. */
function isInCode(code: string, name: string): boolean {
  return code.split(/[\s,;"']+/).some((word) => {
    const parts = word.toLowerCase().split('/');
    return parts.pop() === name && parts.length <= 2;
  });
}

/** In the singular or in the plural. */
function isKind(word: string): boolean {
  if (/^(?:services?|svc|pods?|containers?|workloads?)$/i.test(word)) return true;
  return workloadResource(word) !== undefined || fluxKindOf(word) !== undefined;
}

/** Whether the URL is named, or its host. */
export function namesUrl(text: string, url: string): boolean {
  if (!URL.canParse(url)) return text.includes(url);
  return holds(text, new URL(url).hostname);
}

/** Whether the image is named, or its repository, or its tag where that is no word. */
export function namesImage(text: string, image: string): boolean {
  const { reference } = readReference(image);
  if (reference === undefined) return text.includes(image);
  const { registry, repository, tag = '' } = reference;
  const names = [`${registry}/${repository}`, repository.replace(/^library\//, ''), ...(/\d/.test(tag) ? [tag] : [])];
  return names.some((name) =>
    /[/\d]/.test(name) ? holds(text, name) : namesObject({ title: '', text }, { namespace: '', name }),
  );
}

/** As a whole word, which may stand in a path or before a colon. */
function holds(text: string, word: string): boolean {
  return new RegExp(`(?<![\\w-])${escaped(word)}(?![\\w-])`, 'i').test(text);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
