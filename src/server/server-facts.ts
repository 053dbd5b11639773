/** What a server says of itself, so that a client asks nothing of it that it does not know: it may be an older one, or another. */
import { isDeepStrictEqual } from 'node:util';
import type { Tool } from '@modelcontextprotocol/sdk/types.js';
import { contract, type ToolInput } from '../tools/contract.ts';
import type { WorkingTool } from './tool-call.ts';

export interface ServerFacts {
  readonly name: string;
  readonly version: string;
  /** Names of the parameters that each tool has, by the tool's name. */
  readonly tools: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The server has no such tool, or the tool no such parameter. */
export class ServerLacks extends Error {
  override readonly name = 'ServerLacks';
}

/** Without a block after failures there is nothing that this would lift. */
const droppable = ['again'];

export function factsOf(
  server: { readonly name: string; readonly version: string } | undefined,
  tools: readonly Tool[],
): ServerFacts {
  const { name = 'unnamed', version = '' } = server ?? {};
  const parameters = tools.map((tool) => [tool.name, new Set(Object.keys(tool.inputSchema.properties ?? {}))] as const);
  return { name, version, tools: new Map(parameters) };
}

/** Tools of the contract that the server does not have. */
export function missingTools({ tools }: ServerFacts): string[] {
  return Object.keys(contract).filter((name) => !tools.has(name));
}

/**
 * The input without what the tool does not know and would do anyway. Whatever else it does not know is not left out: a dry run
 * that is none would be the worst of answers.
 * @throws ServerLacks
 */
export function knownInput<Name extends WorkingTool>(
  facts: ServerFacts,
  name: Name,
  input: ToolInput<Name>,
): ToolInput<Name> {
  const known = facts.tools.get(name);
  const who = `The server ${facts.name} ${facts.version}`.trimEnd();
  if (known === undefined) throw new ServerLacks(`${who} has no tool ${name}.`);
  const defaults: Readonly<Record<string, unknown>> = defaultsOf(name, input);
  const unknown = Object.entries(input).filter(([key]) => !known.has(key));
  const wanted = unknown.find(([key, value]) => !isDeepStrictEqual(value, defaults[key]) && !droppable.includes(key));
  if (wanted !== undefined)
    throw new ServerLacks(`${name} of ${who.replace('The', 'the')} does not know ${wanted[0]}.`);
  return Object.fromEntries(Object.entries(input).filter(([key]) => known.has(key))) as ToolInput<Name>;
}

/** What the contract fills in for a parameter that is left out; one that is required has no such value. */
function defaultsOf<Name extends WorkingTool>(name: Name, input: ToolInput<Name>): Record<string, unknown> {
  const shape = contract[name].params.shape;
  return Object.fromEntries(
    Object.entries(shape).flatMap(([key, schema]) => {
      const filled = key in input ? schema.safeParse(undefined) : undefined;
      return filled?.success ? [[key, filled.data]] : [];
    }),
  );
}
