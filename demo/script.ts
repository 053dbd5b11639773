/** The demo's model: it recognises the criterion in the prompt, runs its commands one by one, and claims what the proof shows. */
import { claim, type Reply, type Script, type Turn } from '../test/support/scripted-model.ts';
import { type ScriptedWork, scriptedWork } from './replies.ts';

/** Stands before everything that the model says, so that nobody takes it for a real one. */
const label = '[scripted demo]';

/** @param delayMs pause before each reply, so that a person can watch; 0 for tests */
export function demoScript(delayMs: number): Script {
  return (turn) => ({ ...replyTo(turn), delayMs });
}

function replyTo(turn: Turn): Extract<Reply, { message?: string }> {
  if (isJudgement(turn)) return { message: JSON.stringify(judgement) };
  const work = findWork(turn.prompt);
  if (work === undefined) {
    const summary = `${label} The demo's scripted model does not know this criterion. With \`npm start -- --real\` your own Codex works on it.`;
    return { message: claim({ status: 'failed', summary }) };
  }
  const commands = [...work.commands, work.proof];
  const next = commands[turn.outputs.length];
  if (next !== undefined) {
    return { commands: [next], ...(turn.outputs.length === 0 ? { message: `${label} ${work.plan}` } : {}) };
  }
  const proof = turn.outputs.at(-1)?.text ?? '';
  if (exitCodeOf(proof) !== 0) {
    const summary = `${label} \`${work.proof}\` does not exit with 0: the repository is not as the script expects it.`;
    return { message: claim({ status: 'failed', summary }) };
  }
  const evidence = [{ command: work.proof, exit_code: 0, observation: work.observation }];
  return { message: claim({ status: 'done', summary: `${label} ${work.summary}`, evidence }) };
}

/** The question of a retrospective asks for lessons. */
function isJudgement({ schema }: Turn): boolean {
  return JSON.stringify(schema ?? {}).includes('"lessons"');
}

/** It changes nothing: what is to be changed in the demo's backlog, rules find. */
const judgement = {
  ...{ merges: [], deprecations: [], priorities: [] },
  lessons: [`${label} A manifest that no kustomization lists is never applied: list it in the same criterion.`],
  recommendations: [
    `${label} TASK-006 needs the DNS record of ACTION-001, which marks itself as done once the name resolves.`,
  ],
};

/** The engine's prompt names the task in a heading and the criterion on a line of its own, after the task's text. */
function findWork(prompt: string): ScriptedWork | undefined {
  const task = /^## Task (\S+)/m.exec(prompt)?.[1];
  const criterion = [...prompt.matchAll(/^Criterion: (.*)$/gm)].at(-1)?.[1];
  if (criterion === undefined) return undefined;
  return scriptedWork.find((work) => work.task === task && criterion.includes(work.criterion));
}

/** As Codex reports it of a finished command. */
function exitCodeOf(output: string): number | undefined {
  const code = /exited with code (-?\d+)/i.exec(output)?.[1];
  return code === undefined ? undefined : Number(code);
}
