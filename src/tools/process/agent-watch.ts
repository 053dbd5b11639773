/** What is looked at while the agent works, and may end it before its time: a loop, and the limit of tokens. */
import { EndedEarly } from '../../codex/ended-early.ts';
import type { CodexEvent } from '../../codex/events.ts';
import { LoopWatch } from '../../codex/loop-watch.ts';
import { type Exporter, hasOwnExporter } from '../../codex/own-exporter.ts';
import type { TokenCount } from '../../codex/telemetry.ts';
import { startTokenMeter } from '../../codex/token-meter.ts';
import { changesOfSetup } from '../../git/setup.ts';
import type { PlacedCriterion, Run } from './run.ts';
import { isSame } from './setup-guard.ts';
import { criterionOverrun, isLimited, tokensSince } from './token-limits.ts';

export interface AgentWatch {
  /** KEY=VALUE for Codex's `-c`. */
  readonly config: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Aborted with the reason to end Codex. */
  readonly early: AbortSignal;
  see(event: CodexEvent): void;
  /** What was used as far as it was counted here. */
  used(): TokenCount;
  /** To be called when Codex has ended, however that was. */
  close(): Promise<void>;
}

/** Begins to watch one process on the criterion. Tokens are counted only where they are limited. */
export async function watchAgent(run: Run, placed: PlacedCriterion): Promise<AgentWatch> {
  const { settings, report } = run;
  const early = new AbortController();
  const picture = await photographer(run);
  const loop = new LoopWatch({ picture, end: (reason) => early.abort(reason) });
  const before = tokensSince(report.tokens, placed.tokensBefore);
  const counted = ({ input, output }: TokenCount) => {
    const used = { input: before.input + input, output: before.output + output };
    const overrun = criterionOverrun(settings, used);
    if (overrun !== undefined) early.abort(new EndedEarly('over_tokens', overrun));
  };
  const exporter = await freeExporter(run);
  const meter = exporter === undefined ? undefined : await startTokenMeter(process.env, exporter, counted);
  return {
    config: meter?.config ?? [],
    env: meter?.env ?? {},
    early: early.signal,
    see: (event) => loop.see(event),
    used: () => meter?.used() ?? { input: 0, output: 0 },
    close: async () => {
      await meter?.close();
      // Its pictures of the work tree and those that are taken from now on share an index.
      await loop.settled();
    },
  };
}

/**
 * By which telemetry of Codex tokens are counted while it works; undefined where they are not limited, and where all of it
 * goes to a place of the user's own, which is told.
 */
async function freeExporter({ settings, report, context }: Run): Promise<Exporter | undefined> {
  if (!isLimited(settings)) return undefined;
  const { codexConfig: config, profile } = settings;
  const query = { env: process.env, config, ...(profile === undefined ? {} : { profile }) };
  for (const exporter of ['exporter', 'trace_exporter'] as const) {
    if (!(await hasOwnExporter(query, exporter))) return exporter;
  }
  const warning =
    'Your Codex configuration has exporters of telemetry (otel.exporter and otel.trace_exporter), which stay. So tokens are counted ' +
    'only when Codex has ended a turn: no criterion is ended at its limit, and the limits hold before each further try and criterion.';
  if (!report.warnings.includes(warning)) {
    report.warnings.push(warning);
    context.log('log', 'warning', warning);
  }
  return undefined;
}

/**
 * Takes the work trees of all repositories that the agent may change, in one text. Rejects where git's setup is not as it
 * was before the agent began: git would start what is named there.
 */
async function photographer(run: Run): Promise<() => Promise<string>> {
  const all = [run, ...run.related];
  const before = await Promise.all(all.map(({ setup }) => setup.read()));
  return async () => {
    const trees: string[] = [];
    for (const [index, { setup, camera, repository }] of all.entries()) {
      const first = before[index];
      if (first === undefined || !isSame(changesOfSetup(first, await setup.read())))
        throw new Error(`How git works in ${repository.root} has changed.`);
      trees.push(await camera.take());
    }
    return trees.join(' ');
  };
}
