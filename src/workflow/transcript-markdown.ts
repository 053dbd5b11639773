/** A transcript as a document that people read: what the try came to first, then what happened. Pure. */
import { stripVTControlCharacters } from 'node:util';
import { localMinute } from '../backlog/local-time.ts';
import { type CodexItem, readEvent } from '../codex/events.ts';
import type {
  TranscriptBegin,
  TranscriptCommit,
  TranscriptEnd,
  TranscriptRecord,
} from '../session/transcript-record.ts';

/** The document; of a try that was cut off, what there is. */
export function transcriptMarkdown(records: readonly TranscriptRecord[]): string {
  const begin = records.find((record) => record.type === 'begin');
  const end = records.findLast((record) => record.type === 'end');
  const commit = records.findLast((record) => record.type === 'commit');
  const ended = new Set(records.flatMap(endedItem));
  const blocks = [
    ...(begin === undefined ? [] : headOf(begin)),
    factsOf(records, begin, end, commit),
    ...(end === undefined ? [] : resultOf(end)),
    '## What happened',
    ...records.flatMap((record) => blocksOf(record, ended)),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function headOf({ item, criterion, place, total, attempt }: TranscriptBegin): string[] {
  return [`# ${line(item)}, criterion ${place} of ${total}, try ${attempt}`, quoted(criterion)];
}

function factsOf(
  records: readonly TranscriptRecord[],
  begin: TranscriptBegin | undefined,
  end: TranscriptEnd | undefined,
  commit: TranscriptCommit | undefined,
): string {
  const began = begin === undefined ? '' : `, began ${localMinute(new Date(begin.at))}`;
  const seconds = begin === undefined || end === undefined ? undefined : secondsFrom(begin.at, end.at);
  const facts =
    end === undefined
      ? [`- Verdict: none. The try goes on, or it was cut off${began}.`]
      : [
          `- Verdict: **${line(end.verdict.replaceAll('_', ' '))}**${began}${seconds === undefined ? '' : `, took ${seconds} s`}`,
          `- Tokens: ${end.tokens.input} in, ${end.tokens.output} out`,
        ];
  const said = records.flatMap((record) =>
    record.type === 'decision'
      ? [
          `- Decision: ${line(record.choice.replaceAll('_', ' '))}${record.note === null || record.note === '' ? '' : `: ${line(record.note)}`}`,
        ]
      : [],
  );
  const made = commit === undefined ? [] : [`- Commit: ${line(commit.sha.slice(0, 10))} ${line(commit.subject)}`];
  return [...facts, ...said, ...made].join('\n');
}

function secondsFrom(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 1000);
}

function resultOf({ reason, summary, evidence, paths, notes, leftovers }: TranscriptEnd): string[] {
  const proofs = evidence.map(
    ({ command, exit_code, observation }) =>
      `- ${code(command)} (exit ${exit_code})${observation === '' ? '' : `: ${line(observation)}`}`,
  );
  return [
    ...section('Why', reason === null ? [] : [quoted(reason)]),
    ...section('Summary', summary === null ? [] : [quoted(summary)]),
    ...section('Evidence', proofs),
    ...section(
      'Changed',
      paths.map((path) => `- ${code(path)}`),
    ),
    ...section(
      'Notes',
      notes.map((note) => `- ${line(note)}`),
    ),
    ...section(
      'Kept',
      leftovers.map((ref) => `- ${code(`git show ${ref}`)}`),
    ),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`## ${title}`, lines.join('\n')];
}

/** Ids of what came to an end: its beginning need not be told. */
function endedItem(record: TranscriptRecord): string[] {
  const event = record.type === 'event' ? readEvent(record.event) : undefined;
  return event?.type === 'item.completed' ? [event.item.id] : [];
}

function blocksOf(record: TranscriptRecord, ended: ReadonlySet<string>): string[] {
  if (record.type === 'cut') return [`*${record.records} events (${record.bytes} bytes) were cut out here.*`];
  const event = record.type === 'event' ? readEvent(record.event) : undefined;
  switch (event?.type) {
    case 'turn.failed':
      return [`**Failed:** ${line(event.error.message)}`];
    case 'error':
      return [`**Notice:** ${line(event.message)}`];
    case 'item.started':
      return ended.has(event.item.id) || event.item.type !== 'command_execution'
        ? []
        : [`*Began and did not end:* ${code(event.item.command)}`];
    case 'item.completed':
      return itemBlocks(event.item);
    default:
      return [];
  }
}

function itemBlocks(item: CodexItem): string[] {
  switch (item.type) {
    case 'command_execution': {
      const output = item.aggregated_output.replace(/\n$/, '');
      const text = [`$ ${item.command}`, ...(output === '' ? [] : [output]), `exit ${item.exit_code ?? 'unknown'}`];
      return [fenced(text.join('\n'))];
    }
    case 'agent_message':
      return [quoted(item.text)];
    case 'reasoning':
      return [`*Thought:*\n\n${quoted(item.text)}`];
    case 'file_change':
      return [item.changes.map(({ kind, path }) => `- ${line(kind)} ${code(path)}`).join('\n')];
    case 'mcp_tool_call':
      return [`MCP ${code(`${item.server}.${item.tool}`)}: ${line(item.status)}`];
    case 'error':
      return [`**Notice:** ${line(item.message)}`];
  }
}

/** What somebody else wrote stands in a quotation, with its own Markdown, and without tags and pictures from elsewhere. */
function quoted(text: string): string {
  return plain(text)
    .split('\n')
    .map((part) => `> ${harmless(part)}`.trimEnd())
    .join('\n');
}

function line(text: string): string {
  return harmless(plain(text).replace(/\s+/g, ' ').trim());
}

/** A fence that is longer than any in the text. */
function fenced(text: string): string {
  const fence = '`'.repeat(Math.max(3, longestTicks(text) + 1));
  return `${fence}console\n${plain(text)}\n${fence}`;
}

function code(text: string): string {
  const ticks = '`'.repeat(longestTicks(text) + 1);
  const content = plain(text).replace(/\s+/g, ' ').trim();
  const pad = /^`|`$/.test(content) ? ' ' : '';
  return `${ticks}${pad}${content}${pad}${ticks}`;
}

function longestTicks(text: string): number {
  return Array.from(text.matchAll(/`+/g), ([ticks]) => ticks.length).reduce(
    (most, length) => Math.max(most, length),
    0,
  );
}

function harmless(text: string): string {
  return text.replace(/<|!(?=\[)/g, '\\$&');
}

/** Without what would steer a terminal or turn the direction of writing. */
function plain(text: string): string {
  return stripVTControlCharacters(text).replace(/[^\P{Cc}\t\n]|\p{Bidi_Control}/gu, '');
}
