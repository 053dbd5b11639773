/** The field `verify:`: what a verification looks at, and what of it cannot be read. */
import type { Problem, VerifyScope } from '../task.ts';
import { listOf } from './field-values.ts';
import type { FrontMatter } from './front-matter.ts';
import { valueText } from './value-text.ts';

/** Each list, with an example of it. */
const lists = {
  namespaces: '[shop]',
  workloads: '[deployment/web]',
  services: '[shop/web]',
  urls: '["https://shop.example.com/healthz"]',
  images: '["ghcr.io/shop/web:1.5.0"]',
  flux: '[kustomization/apps]',
  commands: '["make smoke"]',
} as const;
type VerifyList = keyof typeof lists;
const known = Object.keys(lists) as readonly VerifyList[];

/** The code of its problems. */
export const verifyCode = 'verify-unknown';

export interface VerifyFault {
  /** The key below `verify:` that it is about; undefined for all of it. */
  readonly key?: string;
  /** What cannot be read, and what to write instead. */
  readonly message: string;
}

export interface VerifyReading {
  readonly scope?: VerifyScope;
  readonly faults: readonly VerifyFault[];
}

/** Reads `verify:`: the word `none`, or a mapping of lists. What cannot be read is left out and told. */
export function readVerify(value: unknown): VerifyReading {
  if (value === undefined || value === null || value === '') return { faults: [] };
  if (value === 'none' || value === 'false') return { scope: 'none', faults: [] };
  if (typeof value !== 'object' || Array.isArray(value)) {
    const is = `verify must be none or a mapping with ${known.join(', ')}; ${valueText(value)} is neither.`;
    return { faults: [{ message: `${is} Write for example verify: { namespaces: [shop] }.` }] };
  }
  const entries = new Map(Object.entries(value));
  const unknown = [...entries.keys()].filter((key) => !known.some((one) => one === key));
  const faults = [
    ...unknown.map((key) => ({ key, message: `verify knows no "${key}". Write one of ${known.join(', ')}.` })),
    ...known.flatMap((key) => listFaults(key, entries.get(key))),
  ];
  /** Commands and addresses may hold commas, so one text is one of them. */
  const list = (key: VerifyList): string[] => {
    const item = entries.get(key);
    return typeof item === 'string' && (key === 'urls' || key === 'commands') ? [item] : listOf(item);
  };
  const scope = {
    namespaces: list('namespaces'),
    workloads: list('workloads'),
    services: list('services'),
    urls: list('urls'),
    commands: list('commands'),
    ...(entries.has('images') ? { images: list('images') } : {}),
    ...(entries.has('flux') ? { flux: list('flux') } : {}),
  };
  return { scope, faults };
}

/** Parts of a list that are no texts. */
function listFaults(key: VerifyList, value: unknown): VerifyFault[] {
  if (value === undefined || value === null || typeof value === 'string') return [];
  const remedy = `Write for example ${key}: ${lists[key]}.`;
  const isList = `verify: ${key} must be a list of texts, and`;
  if (!Array.isArray(value)) return [{ key, message: `${isList} ${valueText(value)} is none. ${remedy}` }];
  const odd = value.filter((item) => typeof item === 'object' && item !== null && !(item instanceof Date));
  return odd.map((item) => ({ key, message: `${isList} its entry ${valueText(item)} is none. ${remedy}` }));
}

/**
 * The same of front matter, each fault in the line of its key. Of front matter that is no YAML the lines below `verify:` are
 * not read at all, which is a fault, too.
 * @param lines of the whole file
 */
export function readStatedVerify(
  front: FrontMatter,
  lines: readonly string[],
): { readonly scope?: VerifyScope; readonly problems: Omit<Problem, 'file'>[] } {
  const reading = readVerify(front.values.get('verify'));
  const isLost = front.problems.length > 0 && front.fields.has('verify') && reading.scope === undefined;
  const message = 'What verify states cannot be read, since the front matter is not valid YAML. Mend that first.';
  const faults: readonly VerifyFault[] = isLost ? [{ message }] : reading.faults;
  const problems = faults.map((fault) => {
    const line = lineOf(front, lines, fault.key);
    return {
      range: { start: line, end: line + 1 },
      severity: 'error' as const,
      code: verifyCode,
      message: fault.message,
    };
  });
  return reading.scope === undefined ? { problems } : { scope: reading.scope, problems };
}

/** Of the key below `verify:`, where it begins a line of its own. */
function lineOf({ fields, bodyStart }: FrontMatter, lines: readonly string[], key: string | undefined): number {
  const own = fields.get('verify')?.line ?? 0;
  if (key === undefined) return own;
  const next = Math.min(bodyStart, ...[...fields.values()].map(({ line }) => line).filter((line) => line > own));
  const found = lines.slice(own + 1, next).findIndex((line) => line.trimStart().replace(/^["']/, '').startsWith(key));
  return found < 0 ? own : own + 1 + found;
}
