/** Which kind of work a title asks for, and on what. */
import type { Meaning } from './lexicon.ts';
import type { Token } from './reading.ts';
import { meet } from './sets.ts';

export interface Deed {
  /** Whether the title begins with what is to be done. */
  readonly isImperative: boolean;
  /** Kinds of work that the title asks for first of all; empty where it cannot be told. */
  readonly lead: ReadonlySet<string>;
  /** All kinds of work that it speaks of. */
  readonly all: ReadonlySet<string>;
  /** What the leading verb is about: the terms after it up to the first preposition. */
  readonly object: readonly Meaning[];
}

/** Kinds of work that are reported as failing as often as they are asked for: `Push fails` asks for a repair. */
const operations = new Set(
  'push pull build backup install scan start test restore migrate archive restart schedule monitor merge expose'.split(
    ' ',
  ),
);

/** Kinds of work that are the remedy of one trouble or another, so that a report and a plan can mean the same. */
const remedies = new Set(
  'increase decrease renew install create configure restart allow restrict scale speed replace remove enable disable automate block stop resume start encrypt split restore'.split(
    ' ',
  ),
);

/** What a title that does not ask for it complains of: logging is disabled, a port is blocked. */
const states = new Set(['disable', 'stop', 'block']);

/** Kinds of work that are about other work or about troubles. */
const about = new Set(['document', 'monitor', 'test']);

/** What a title without any deed does not ask for: `Slack integration` wants to have it. */
const unspoken = new Set(['remove', 'disable', 'stop', 'rollback', 'upgrade']);

const prepositions = new Set(
  'of for in to from on with at by into before after when that so via during because since until between against'.split(
    ' ',
  ),
);

/** Reads the deed of a title: its terms without stop words and figures, and all its tokens. */
export function readDeed(title: readonly Meaning[], tokens: readonly Token[]): Deed {
  const all = new Set(title.flatMap(({ classes }) => classes));
  const [first] = title;
  const isImperative = first?.kind === 'deed' && !(hasTrouble(title) && operations.has(first.term));
  const object = isImperative ? objectOf(tokens) : [];
  if (isImperative) return { isImperative, lead: askedFor(first, object), all, object };
  return { isImperative, lead: hasTrouble(title) || meet(all, states) ? new Set(['trouble']) : all, all, object };
}

/** `Add an alert` asks for monitoring: where something is to be made, what it is for decides. */
function askedFor(first: Meaning, object: readonly Meaning[]): ReadonlySet<string> {
  const purposes = object.filter(({ kind, classes }) => kind === 'deed' && !classes.includes('trouble'));
  const isMaking = first.classes.includes('create') || first.classes.includes('configure');
  return new Set((isMaking && purposes.length > 0 ? purposes : [first]).flatMap(({ classes }) => classes));
}

function hasTrouble(title: readonly Meaning[]): boolean {
  return title.some(({ kind, classes }) => kind === 'trouble' || (classes.length === 1 && classes[0] === 'trouble'));
}

function objectOf(tokens: readonly Token[]): Meaning[] {
  const found: Meaning[] = [];
  for (const { meaning } of tokens.slice(1)) {
    if (meaning.kind === 'stop' && prepositions.has(meaning.term)) break;
    if (meaning.kind !== 'stop' && meaning.kind !== 'figure' && meaning.kind !== 'common') found.push(meaning);
  }
  return found;
}

/** From 0 for the same kind of work to 1 for kinds that have nothing to do with each other. */
export function deedDistance(one: Deed, other: Deed): number {
  if (one.lead.size === 0 || other.lead.size === 0) return hasUnspoken(one) || hasUnspoken(other) ? 0.6 : 0;
  if (meet(one.lead, other.lead)) return 0;
  if (speaksOf(one, other) || speaksOf(other, one)) return 0.25;
  if (isRemedy(one, other) || isRemedy(other, one)) return 0.3;
  return meet(one.lead, about) || meet(other.lead, about) ? 1 : 0.6;
}

/** Whether one title speaks of what the other asks for. A runbook or an alert for a trouble is not its repair. */
function speaksOf(one: Deed, other: Deed): boolean {
  return meet(one.all, other.lead) && !meet(one.lead, about);
}

function hasUnspoken({ lead }: Deed): boolean {
  return meet(lead, unspoken);
}

function isRemedy(report: Deed, plan: Deed): boolean {
  return report.lead.has('trouble') && meet(plan.lead, remedies);
}
