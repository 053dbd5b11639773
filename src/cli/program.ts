/** The commands and their flags, and nothing of what they do. */
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import manifest from '../../package.json' with { type: 'json' };
import texts from '../../package.nls.json' with { type: 'json' };
import { contract, type ToolInput } from '../tools/contract.ts';
import { settingFlags } from '../tools/setting-flags.ts';
import type { CliHost } from './cli-host.ts';
import type { CliFlags } from './cli-options.ts';
import { type Shell, shells } from './completion-scripts.ts';
import { examples } from './examples.ts';
import { addExamples, narrow, noteOf, stacked, widthOf } from './help-layout.ts';

/** What can be done with one leftover. */
export const leftoverActions = ['show', 'apply', 'drop'] as const;
export type LeftoverAction = (typeof leftoverActions)[number];

/** What the server can be installed into. */
export const installClients = ['codex'] as const;
export type InstallClient = (typeof installClients)[number];

const taskCount = z.number().int().min(0);
const criteriaCount = z.number().int().min(1).max(100);
const portNumber = z.custom<number>(
  (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 65_535,
  'Use a port from 1 to 65535.',
);

type ItemType = ToolInput<'create_work_item'>['item_type'];

/** What each command does; resolves to the exit code. */
export interface CliCommands {
  scan(flags: CliFlags): Promise<number>;
  show(itemId: string, flags: CliFlags): Promise<number>;
  lint(files: readonly string[], flags: CliFlags): Promise<number>;
  actions(flags: CliFlags): Promise<number>;
  process(itemId: string, flags: CliFlags): Promise<number>;
  run(flags: CliFlags): Promise<number>;
  stop(flags: CliFlags): Promise<number>;
  verify(itemId: string, flags: CliFlags): Promise<number>;
  health(files: readonly string[], flags: CliFlags): Promise<number>;
  create(type: ItemType, title: string, flags: CliFlags): Promise<number>;
  archive(itemId: string, flags: CliFlags): Promise<number>;
  decompose(itemId: string, flags: CliFlags): Promise<number>;
  rollback(itemId: string, flags: CliFlags): Promise<number>;
  retrospective(flags: CliFlags): Promise<number>;
  leftovers(action: LeftoverAction | undefined, name: string, flags: CliFlags): Promise<number>;
  transcripts(itemId: string | undefined, number: number | undefined, flags: CliFlags): Promise<number>;
  doctor(flags: CliFlags): Promise<number>;
  init(flags: CliFlags): Promise<number>;
  completion(shell: Shell, flags: CliFlags): Promise<number>;
  /** For the scripts of `completion`: what can come next. */
  complete(program: Command, words: readonly string[]): Promise<number>;
  orchestrate(folder: string | undefined, flags: CliFlags): Promise<number>;
  install(client: InstallClient, flags: CliFlags): Promise<number>;
  serve(flags: CliFlags): Promise<number>;
}

/** Builds the command line. `done` gets the exit code of the command that ran. */
export function createProgram(host: CliHost, commands: CliCommands, done: (code: number) => void): Command {
  const program = new Command('agent-toolkit')
    .description(texts.description)
    .version(manifest.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .exitOverride()
    .showHelpAfterError('See agent-toolkit --help.')
    .configureOutput({
      writeOut: (text) => void host.stdout.write(text),
      writeErr: (text) => void host.stderr.write(text),
      // No colours of commander's own; the width is the terminal's.
      getOutHasColors: () => false,
      getErrHasColors: () => false,
      getOutHelpWidth: () => widthOf(host.stdout),
      getErrHelpWidth: () => widthOf(host.stderr),
    })
    .configureHelp({
      showGlobalOptions: true,
      ...(widthOf(host.stdout) < narrow ? { formatItem: stacked } : {}),
    })
    .option('--repo <DIR>', 'the repository (default: here)')
    .option('--json', "print exactly the tool's result, as JSON");
  for (const option of settingOptions()) program.addOption(option);
  addExamples(program, examples.program, host);
  const codes =
    'Exit codes: 0 success, 1 the outcome is not success, 2 wrong use or input, 130 interrupted; run has two more.';
  program.addHelpText('after', noteOf(codes, host));

  const add = (name: Exclude<keyof CliCommands, 'complete'>, description: string): Command => {
    const command = program.command(name).description(description);
    command.showHelpAfterError(`See agent-toolkit ${name} --help.`);
    addExamples(command, examples[name], host);
    return command;
  };
  const run = async (code: Promise<number>) => done(await code);

  add(
    'init',
    'make a repository ready: folders, configuration, a first task, the workflow document; touches nothing that is there',
  )
    .option('--dry-run', 'only tell what would be made')
    .option('--commit', 'commit exactly what was made')
    .action((_options, command: Command) => run(commands.init(command.optsWithGlobals())));

  add('scan', 'show the queue: what is ready, what is blocked and why, what is next')
    .option('--no-sync', 'do not fetch and fast-forward first')
    .action((_options, command: Command) => run(commands.scan(command.optsWithGlobals())));

  add('show', 'show one task or human action as it is understood, lines counted from 1; changes nothing')
    .argument('<ID>', 'the task or action, for example TASK-005; the path of its file or folder does too', itemId)
    .action((id: string, _options, command: Command) => run(commands.show(id, command.optsWithGlobals())));

  add('lint', 'list all problems of the task files, lines counted from 1; exit code 1 when there are errors')
    .argument('[FILE...]', 'only problems of these files and folders')
    .option('--staged', 'only problems of the files that git has staged, as they are in the work tree; for a hook')
    .option('--fix', 'mend what can be mended mechanically; nothing is committed')
    .action((files: string[], _options, command: Command) => run(commands.lint(files, command.optsWithGlobals())));

  add('actions', 'list what waits for a person, and what it holds back')
    .option('--check', 'ask whether those that state until are done, and mark those that are, one commit for each')
    .option('--no-commands', 'run no command that until states; such an action waits')
    .action((_options, command: Command) => run(commands.actions(command.optsWithGlobals())));

  const {
    max_iterations: maxIterations,
    timeout_per_section: timeout,
    decompose,
    rollback,
  } = contract.process_bug.params.shape;
  add('process', 'work through the open criteria of a task: a fresh Codex and one commit for each, then verify')
    .argument('<ID>', 'the task, for example TASK-005', itemId)
    .option('--max-iterations <N>', 'most criteria in this run (default: 20)', numberOf(maxIterations))
    .option('--timeout-per-section <SECONDS>', 'time for one criterion (default: 300)', numberOf(timeout))
    .addOption(
      new Option(
        '--decompose <HOW>',
        'when the task is too large: propose sub-tasks, or create them (default: propose)',
      ).choices(decompose.unwrap().options),
    )
    .option('--criterion <N|TEXT...>', 'only these criteria: places among all of the task, from 1, or texts')
    .option('--jsonl', 'print what happens, one event a line, as JSON; the last one has the result')
    .option('--step', 'ask after each try what becomes of it: commit, retry with a note, skip, stop')
    .option(
      '--agree-related',
      'let Codex change the related repositories that .agent-config.json proposes, from now on',
    )
    .option('--again', 'try a criterion once more at which three runs failed')
    .addOption(
      new Option(
        '--rollback <HOW>',
        'when the verification fails by this task and its commits were pushed: offer to take them back, or do it (default: offer)',
      ).choices(rollback.unwrap().options),
    )
    .action((id: string, _options, command: Command) => run(commands.process(id, command.optsWithGlobals())));

  const { timeout: wholeTime } = contract.run_tests.params.shape;
  add('run', 'a session: work through the queue task by task, archive, look back, report; for the night')
    .option('--tasks <N>', 'tasks that are completed before it ends, 0 for no limit (default: 1)', numberOf(taskCount))
    .option('--max-iterations <N>', 'most criteria of one task (default: 20)', numberOf(maxIterations))
    .option('--timeout-per-section <SECONDS>', 'time for one criterion (default: 300)', numberOf(timeout))
    .option('--until <HH:MM>', 'no task begins after this time of day; the one in work goes on')
    .option('--dry-run', 'only tell what would be done, in order; nothing is changed or fetched')
    .option('--jsonl', 'print what happens, one event a line, as JSON')
    .addHelpText(
      'after',
      noteOf(
        'Ctrl-C stops it in order, with its report; a second one at once: the next session goes on where it was. Exit codes: 0 it ended as asked, or nothing was left to do; 1 a task failed; 2 wrong use; 3 it ended early; 4 all that is left waits for a person; 130 interrupted at once.',
        host,
      ),
    )
    .action((_options, command: Command) => run(commands.run(command.optsWithGlobals())));

  add('stop', 'ask the session that runs on the repository to stop in order, and wait until it has').action(
    (_options, command: Command) => run(commands.stop(command.optsWithGlobals())),
  );

  add('verify', 'look at the cluster: pods, deployments, services, Flux, health URLs; changes nothing by itself')
    .argument('<ID>', 'the task', itemId)
    .option('--plan', 'show which checks it gets and why; looks at no cluster')
    .option('--run-commands', 'run verify.commands and the lint script, too, in the sandbox of Codex')
    .option('--create-bugs', 'open a bug for each root cause of the task, or add to the one that is open for it')
    .option('--reconcile', 'ask Flux to reconcile what belongs to the task, and wait until it has')
    .option('--reset', 'the same, and let HelmReleases that used up their retries try once more')
    .option(
      '--timeout <SECONDS>',
      'time for all of it; what is known by then is the result (default: 300)',
      numberOf(wholeTime),
    )
    .action((id: string, _options, command: Command) => run(commands.verify(id, command.optsWithGlobals())));

  add('health', 'judge the objects of a dump by the same rules; needs neither a cluster nor a repository')
    .argument('<FILE...>', 'YAML or JSON files, folders of them, or standard input with -')
    .addHelpText(
      'after',
      noteOf(
        'Exit codes: 0 every object is healthy, 1 one is not (failed, progressing, terminating, suspended, unknown), 2 something could not be read, or there is no object at all.',
        host,
      ),
    )
    .action((files: string[], _options, command: Command) => run(commands.health(files, command.optsWithGlobals())));

  const { folder, priority } = contract.create_work_item.params.shape;
  add('create', 'create a bug, feature or human action with the next free id, and commit it')
    .addArgument(new Argument('<TYPE>', 'bug, feature or human_action').argParser(itemType))
    .argument('<TITLE>', 'short title, one line')
    .option('--description <TEXT>', 'what it is about; lists become the acceptance criteria')
    .option('--description-file <FILE>', 'the same from a file, or from standard input with -')
    .option('--component <NAME>', 'part of the system; becomes a label')
    .option('--priority <PRIORITY>', `${priority.description} (default: P2)`)
    .addOption(new Option('--folder <FOLDER>', 'folder below tasks/').choices(folder.unwrap().options))
    .option('--depends-on <ID...>', 'items that have to be done first')
    .option('--blocks <ID...>', 'items that wait for this one')
    .option('--label <LABEL...>', 'more labels')
    .option('--criterion <TEXT...>', 'acceptance criteria; they replace those of the description')
    .option('--no-commit', 'write the files and do not commit them')
    .action((type: ItemType, title: string, _options, command: Command) =>
      run(commands.create(type, title, command.optsWithGlobals())),
    );

  add('decompose', 'split what is open of a task into sub-tasks in the backlog, which it waits for; one commit')
    .argument('<ID>', 'the task', itemId)
    .option('--dry-run', 'only tell what would be created')
    .option('--criteria-per-task <N>', 'most criteria of one sub-task (default: 10)', numberOf(criteriaCount))
    .option('--no-commit', 'write the files and do not commit them')
    .action((id: string, _options, command: Command) => run(commands.decompose(id, command.optsWithGlobals())));

  add('archive', 'move a finished task to completed/, in one commit')
    .argument('<ID>', 'the task', itemId)
    .action((id: string, _options, command: Command) => run(commands.archive(id, command.optsWithGlobals())));

  add('rollback', 'take back what the last run of a task committed, in one commit; the work of others stays')
    .argument('<ID>', 'the task', itemId)
    .option('--run <RUN>', 'another run; its commits end in the line "Run: …"')
    .option('--all', 'all runs of the task')
    .option('--dry-run', 'only tell what would be taken back')
    .action((id: string, _options, command: Command) => run(commands.rollback(id, command.optsWithGlobals())));

  const { timeout: retrospectiveTimeout } = contract.run_retrospective.params.shape;
  add('retrospective', 'look back at sessions and put the backlog in order: merge, deprecate, reprioritise; one commit')
    .option('--dry-run', 'only tell what would be done')
    .option('--session <ID>', 'the session that it is about, or the beginning of its id (default: the last one)')
    .option('--no-judge', 'do not ask Codex; the rules decide alone')
    .option('--timeout <SECONDS>', 'time for all of it (default: 300)', numberOf(retrospectiveTimeout))
    .action((_options, command: Command) => run(commands.retrospective(command.optsWithGlobals())));

  add('leftovers', 'list the unfinished work of criteria that failed or were cut off, and take it up again')
    .addArgument(
      new Argument('[ACTION]', 'show, apply (to the work tree, nothing is committed) or drop one').choices(
        leftoverActions,
      ),
    )
    .argument('[NAME]', 'its name')
    .action((action: LeftoverAction | undefined, name: string | undefined, _options, command: Command) => {
      if (action !== undefined && name === undefined)
        command.error(`error: name what to ${action}; agent-toolkit leftovers lists them`);
      return run(commands.leftovers(action, name ?? '', command.optsWithGlobals()));
    });

  add('transcripts', 'list what happened in each try at a criterion; with a number, show all of it')
    .argument('[ID]', 'only those of this task', itemId)
    .argument('[N]', 'number of the transcript to show', numberOf(z.number().int().min(1)))
    .action((id: string | undefined, number: number | undefined, _options, command: Command) =>
      run(commands.transcripts(id, number, command.optsWithGlobals())),
    );

  add(
    'doctor',
    'check git, Codex, kube context, cluster, Flux, registries and tasks, and tell how to mend each; changes nothing',
  )
    .addHelpText(
      'after',
      noteOf('Exit codes: 0 nothing has failed (warnings are no failure), 1 something has, 2 wrong use.', host),
    )
    .action((_options, command: Command) => run(commands.doctor(command.optsWithGlobals())));

  add('completion', 'print the script that completes commands, flags and ids in a shell')
    .addArgument(new Argument('<SHELL>', 'bash, zsh or fish').choices(shells))
    .action((shell: Shell, _options, command: Command) => run(commands.completion(shell, command.optsWithGlobals())));

  program
    .command('complete', { hidden: true })
    .argument('[WORDS...]')
    .action((words: string[]) => run(commands.complete(program, words)));

  add(
    'orchestrate',
    'let Codex work by the workflow document, with these tools; in this terminal, where you can look on; ends with a report',
  )
    .argument('[REPO]', 'the repository (default: here)')
    .option('--headless', 'without a terminal')
    .option('--jsonl', 'with --headless: print what happens, one event a line, as JSON')
    .option('--tasks <N>', 'tasks that are completed before it ends, 0 for no limit (default: 1)', numberOf(taskCount))
    .addHelpText(
      'after',
      noteOf(
        'No file of your Codex configuration is touched: the server, the approval of its tools, and that git may be written to, hold for this conversation alone. Exit codes are those of run; in a terminal also 1 where Codex ended with an error.',
        host,
      ),
    )
    .action((folder: string | undefined, _options, command: Command) =>
      run(commands.orchestrate(folder, command.optsWithGlobals())),
    );

  add('install', "write the server into the user's Codex configuration; shows the lines and asks first")
    .addArgument(new Argument('<CLIENT>', 'codex').choices(installClients))
    .option('--print', 'print the lines; nothing is written')
    .option('--undo', 'take the server out again, with all else as it was before')
    .option('--yes', 'do not ask')
    .option('--no-approval', 'Codex asks before tools that change things, and codex exec refuses them')
    .addHelpText('after', noteOf('Settings that are given as flags become those of the server.', host))
    .action((client: InstallClient, _options, command: Command) =>
      run(commands.install(client, command.optsWithGlobals())),
    );

  add('serve', 'serve the tools over MCP on standard input and output, or on a port of this machine')
    .option('--http [PORT]', 'on 127.0.0.1 over HTTP; without PORT on one that is free', numberOf(portNumber))
    .option('--no-token', 'with --http: let everybody on this machine in; for tests')
    .addHelpText(
      'after',
      noteOf(
        'With --http clients need a token: a new one at each start, told on standard error, or that of the variable AGENT_TOOLKIT_TOKEN. Standard output gets the address. Exit codes: 0 ended by a signal or its client, 1 something failed, 2 wrong use, also a port that is taken.',
        host,
      ),
    )
    .action((_options, command: Command) => run(commands.serve(command.optsWithGlobals())));
  return program;
}

function settingOptions(): Option[] {
  return settingFlags.flatMap(({ name, value, repeatable, choices, description }) => {
    if (value === undefined) return [new Option(`--${name}`).hideHelp(), new Option(`--no-${name}`, description)];
    const option = new Option(`--${name} <${value}>`, description);
    if (choices !== undefined) option.choices(choices);
    if (repeatable) option.argParser((entry: string, before: readonly string[] = []) => [...before, entry]);
    return [option];
  });
}

function itemType(value: string): ItemType {
  const { options } = contract.create_work_item.params.shape.item_type;
  const type = options.find((option) => option === value.toLowerCase().replaceAll('-', '_'));
  if (type === undefined) throw new InvalidArgumentError(`Use one of ${options.join(', ')}.`);
  return type;
}

function itemId(value: string): string {
  if (value.trim() === '') throw new InvalidArgumentError('It is empty; name a task, for example TASK-005.');
  return value.trim();
}

function numberOf(schema: z.ZodType<number, number | undefined>): (value: string) => number {
  return (value) => {
    const result = schema.safeParse(/^-?\d+$/.test(value) ? Number(value) : Number.NaN);
    if (result.success) return result.data;
    throw new InvalidArgumentError(numberWanted(result.error));
  };
}

function numberWanted({ issues: [issue] }: z.ZodError): string {
  if (issue?.code === 'custom') return issue.message;
  if (issue?.code === 'too_small') return `Use a whole number from ${issue.minimum} on.`;
  if (issue?.code === 'too_big') return `Use a whole number up to ${issue.maximum}.`;
  return 'Use a whole number.';
}
