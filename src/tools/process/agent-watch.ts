/** What is looked at while the agent works, and may end it before its time: a loop, and the limit of tokens. */
import { EndedEarly } from '../../codex/ended-early.ts';
import type { CodexEvent } from '../../codex/events.ts';
import { LoopWatch } from '../../codex/loop-watch.ts';
import type { TokenCount } from '../../codex/telemetry.ts';
import { startTokenMeter } from '../../codex/token-meter.ts';
import type { PlacedCriterion, Run } from './run.ts';
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
  const loop = new LoopWatch({ picture: () => pictureOf(run), end: (reason) => early.abort(reason) });
  const before = tokensSince(report.tokens, placed.tokensBefore);
  const meter = isLimited(settings)
    ? await startTokenMeter(process.env, ({ input, output }) => {
        const used = { input: before.input + input, output: before.output + output };
        const overrun = criterionOverrun(settings, used);
        if (overrun !== undefined) early.abort(new EndedEarly('over_tokens', overrun));
      })
    : undefined;
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

/** The work trees of all repositories that the agent may change, in one text. */
async function pictureOf(run: Run): Promise<string> {
  const trees: string[] = [];
  for (const { camera } of [run, ...run.related]) trees.push(await camera.take());
  return trees.join(' ');
}
