/** What can stand where the cursor is, from the same description of the command line that parses it. Pure. */

import type { Argument, Command, Option } from 'commander';
import { priorityOrder } from '../backlog/queue/priority.ts';
import { contract } from '../tools/contract.ts';

export interface Candidate {
  readonly word: string;
  /** For shells that show one; may be empty. */
  readonly description: string;
}

/** Names that have to be looked up: those of the repository, of the kubeconfig, or of the file system. */
export type Names = 'items' | 'open tasks' | 'all tasks' | 'leftovers' | 'contexts' | 'files' | 'folders';

export interface Completions {
  readonly candidates: readonly Candidate[];
  /** What else can stand there. */
  readonly names: Names | undefined;
  /** What was typed of the value. */
  readonly typed: string;
  /** What goes before each value: `--push=`, else nothing. */
  readonly prefix: string;
}

type Wanted = Pick<Completions, 'candidates' | 'names'>;

const nothing: Wanted = { candidates: [], names: undefined };

/**
 * Commands, flags and values that begin with the last word.
 * @param words what was typed behind the program's name; the last one is being typed, and may be empty
 */
export function completionsOf(program: Command, words: readonly string[]): Completions {
  const last = words.at(-1) ?? '';
  const walked = walk(program, words.slice(0, -1));
  const [, flag, value] = /^(--[\w-]+)=(.*)$/s.exec(walked.isLiteral || walked.waiting !== undefined ? '' : last) ?? [];
  const joined = flag === undefined ? undefined : findOption(program, walked.command, flag);
  const [typed, prefix] = flag === undefined || value === undefined ? [last, ''] : [value, `${flag}=`];
  const wanted = flag === undefined ? atWord(program, walked, typed) : joined?.required ? valuesOf(joined) : nothing;
  return { ...wanted, candidates: wanted.candidates.filter(({ word }) => word.startsWith(typed)), typed, prefix };
}

function atWord(program: Command, { command, operands, waiting, isLiteral }: Walked, typed: string): Wanted {
  // A flag that takes several values takes no other flag as one.
  if (waiting !== undefined && !(waiting.variadic && typed.startsWith('-'))) return valuesOf(waiting);
  if (typed.startsWith('-') && !isLiteral) return { candidates: flagsOf(program, command), names: undefined };
  if (command === undefined) return { candidates: visible(program), names: undefined };
  const { registeredArguments: places } = command;
  const place = places[operands] ?? (places.at(-1)?.variadic ? places.at(-1) : undefined);
  return place === undefined ? nothing : ofArgument(command, place);
}

interface Walked {
  readonly command: Command | undefined;
  /** How many arguments the command has got. */
  readonly operands: number;
  /** The flag whose value comes next. */
  readonly waiting: Option | undefined;
  /** Whether `--` was typed: no flag comes any more. */
  readonly isLiteral: boolean;
}

function walk(program: Command, words: readonly string[]): Walked {
  let command: Command | undefined;
  let operands = 0;
  let waiting: Option | undefined;
  let isLiteral = false;
  for (const word of words) {
    if (waiting !== undefined && !waiting.variadic) waiting = undefined;
    else if (word === '--' && !isLiteral) {
      isLiteral = true;
      waiting = undefined;
    } else if (word.startsWith('-') && !isLiteral) {
      const known = findOption(program, command, word);
      waiting = known?.required ? known : undefined;
    } else if (waiting !== undefined) continue;
    else if (command === undefined) command = program.commands.find((one) => one.name() === word);
    else operands += 1;
  }
  return { command, operands, waiting, isLiteral };
}

function findOption(program: Command, command: Command | undefined, flag: string): Option | undefined {
  return [...(command?.options ?? []), ...program.options].find(({ long, short }) => long === flag || short === flag);
}

function valuesOf({ argChoices, flags, long }: Option): Wanted {
  if (long === '--context') return { candidates: [], names: 'contexts' };
  if (long === '--priority') return { candidates: plain(priorityOrder), names: undefined };
  const [, placeholder = ''] = /<(\w+)/.exec(flags) ?? [];
  const names = {
    ID: long === '--session' ? undefined : 'items',
    DIR: 'folders',
    FILE: 'files',
    PATH: 'files',
  } as const;
  return { candidates: plain(argChoices ?? []), names: names[placeholder as keyof typeof names] };
}

function ofArgument(command: Command, place: Argument): Wanted {
  if (place.name() === 'TYPE')
    return { candidates: plain(contract.create_work_item.params.shape.item_type.options), names: undefined };
  return { candidates: plain(place.argChoices ?? []), names: namesOf(command.name(), place.name()) };
}

/** What is archived can be taken back, and looked back at. */
function namesOf(command: string, place: string): Names | undefined {
  if (place === 'FILE') return 'files';
  if (place === 'REPO') return 'folders';
  if (place === 'NAME') return 'leftovers';
  if (place !== 'ID') return undefined;
  if (command === 'show') return 'items';
  return command === 'rollback' || command === 'transcripts' ? 'all tasks' : 'open tasks';
}

function plain(words: readonly string[]): Candidate[] {
  return words.map((word) => ({ word, description: '' }));
}

function flagsOf(program: Command, command: Command | undefined): Candidate[] {
  const options = [...(command?.options ?? []), ...program.options].filter(({ hidden }) => !hidden);
  const own = options.flatMap(({ long, description }) => (long ? [[long, description] as const] : []));
  const found = new Map([['--help', 'print the help'], ...own]);
  if (command !== undefined) found.delete('--version');
  return [...found]
    .map(([word, description]) => ({ word, description }))
    .toSorted((a, b) => (a.word < b.word ? -1 : 1));
}

/** The commands, as the help lists them. */
function visible(program: Command): Candidate[] {
  const commands = program.createHelp().visibleCommands(program);
  return commands.map((command) => ({ word: command.name(), description: command.description() }));
}
