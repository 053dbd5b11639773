/** What can stand where the cursor is, from the same description of the command line that parses it. Pure. */
import type { Argument, Command, Option } from 'commander';
import { contract } from '../tools/contract.ts';

export interface Completions {
  readonly words: readonly string[];
  /** Whether ids of the repository's items can stand there. */
  readonly ids: boolean;
}

const none: Completions = { words: [], ids: false };

/**
 * Commands, flags and values that begin with the last word.
 * @param words what was typed behind the program's name; the last one is being typed, and may be empty
 */
export function completionsOf(program: Command, words: readonly string[]): Completions {
  const typed = words.at(-1) ?? '';
  const { command, operands, waiting } = walk(program, words.slice(0, -1));
  const { words: found, ids } = wanted(program, command, operands, waiting, typed);
  return { words: found.filter((word) => word.startsWith(typed)), ids };
}

function wanted(
  program: Command,
  command: Command | undefined,
  operands: number,
  waiting: Option | undefined,
  typed: string,
): Completions {
  // A flag that takes several values takes no other flag as one.
  if (waiting !== undefined && !(waiting.variadic && typed.startsWith('-'))) return valuesOf(waiting);
  if (typed.startsWith('-')) return { words: flagsOf(program, command), ids: false };
  if (command === undefined) return { words: visible(program), ids: false };
  const { registeredArguments: places } = command;
  const place = places[operands] ?? (places.at(-1)?.variadic ? places.at(-1) : undefined);
  return place === undefined ? none : ofArgument(place);
}

interface Walked {
  readonly command: Command | undefined;
  /** How many arguments the command has got. */
  readonly operands: number;
  /** The flag whose value comes next. */
  readonly waiting: Option | undefined;
}

function walk(program: Command, words: readonly string[]): Walked {
  let command: Command | undefined;
  let operands = 0;
  let waiting: Option | undefined;
  for (const word of words) {
    if (word.startsWith('-')) {
      const known = [...(command?.options ?? []), ...program.options].find(
        ({ long, short }) => long === word || short === word,
      );
      waiting = known?.required ? known : undefined;
    } else if (waiting !== undefined) {
      if (!waiting.variadic) waiting = undefined;
    } else if (command === undefined) command = program.commands.find((one) => one.name() === word);
    else operands += 1;
  }
  return { command, operands, waiting };
}

function valuesOf({ argChoices, flags }: Option): Completions {
  return { words: argChoices ?? [], ids: /<ID\b/.test(flags) };
}

function ofArgument(place: Argument): Completions {
  if (place.name() === 'TYPE') return { words: contract.create_work_item.params.shape.item_type.options, ids: false };
  return { words: place.argChoices ?? [], ids: place.name() === 'ID' };
}

function flagsOf(program: Command, command: Command | undefined): string[] {
  const options = [...(command?.options ?? []), ...program.options].filter(({ hidden }) => !hidden);
  const own = command === undefined ? ['--version'] : [];
  return [...new Set([...options.flatMap(({ long }) => long ?? []), ...own, '--help'])].toSorted();
}

/** The names of the commands, as the help lists them. */
function visible(program: Command): string[] {
  return program
    .createHelp()
    .visibleCommands(program)
    .map((command) => command.name());
}
