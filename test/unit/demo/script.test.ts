import { describe, expect, it } from 'vitest';
import { demoScript } from '../../../demo/script.ts';
import { answerJsonSchema, readAnswer } from '../../../src/tools/retrospective/judge-answer.ts';
import type { Reply, Turn } from '../../support/scripted-model.ts';

const prompt = (task: string, criterion: string) => `## Task ${task} (tasks/active/${task}.md)
<task>
- [ ] Frontend has 3 replicas
</task>

## Criterion to reach now
Criterion: ${criterion}
`;

const finished = (code: number) => ({
  callId: 'call',
  text: `Process exited with code ${code}\nOutput:\n8:  replicas: 3\n`,
});

async function reply(criterion: string, ...outputs: Turn['outputs']): Promise<Extract<Reply, { message?: string }>> {
  const turn = { prompt: prompt('TASK-004', criterion), outputs, tools: [], schema: undefined };
  return (await demoScript(0)(turn)) as Extract<Reply, { message?: string }>;
}

const claimOf = ({ message = '{}' }: { readonly message?: string }) => JSON.parse(message) as Record<string, unknown>;

describe('the scripted model of the demo', () => {
  it('says first that it is scripted, then runs its commands one by one', async () => {
    const first = await reply('Frontend has 3 replicas');
    expect(first.message).toMatch(/^\[scripted demo\] /);
    expect(first.commands).toHaveLength(1);
    const second = await reply('Frontend has 3 replicas', finished(0));
    expect(second.message).toBeUndefined();
    expect(second.commands?.[0]).toContain('replicas: 3');
  });

  it('claims what its last command proves, and cites it as it was run', async () => {
    const outputs = Array.from({ length: 4 }, () => finished(0));
    const { commands } = await reply('Frontend has 3 replicas', ...outputs.slice(0, 3));
    const last = await reply('Frontend has 3 replicas', ...outputs);
    expect(last.commands).toBeUndefined();
    expect(claimOf(last)).toMatchObject({
      status: 'done',
      summary: expect.stringMatching(/^\[scripted demo\] /),
      evidence: [{ command: commands?.[0], exit_code: 0 }],
    });
  });

  it('claims a failure when the proof failed', async () => {
    const last = await reply('Frontend has 3 replicas', finished(0), finished(0), finished(0), finished(1));
    expect(claimOf(last)).toMatchObject({ status: 'failed', evidence: [] });
  });

  it('says of a criterion that it does not know that it does not know it', async () => {
    const only = await reply('Frontend speaks Latin');
    expect(claimOf(only)).toMatchObject({ status: 'failed', summary: expect.stringContaining('does not know') });
  });

  it('judges a backlog in the form that is asked for, and says that it is scripted', async () => {
    const turn = { prompt: 'You review the backlog', outputs: [], tools: [], schema: answerJsonSchema() };
    const { message = '' } = (await demoScript(0)(turn)) as Extract<Reply, { message?: string }>;
    const answer = readAnswer(message, [], (text) => text);
    expect(answer).toMatchObject({ lessons: [expect.stringMatching(/^\[scripted demo\] /)] });
  });

  it('waits before each reply, so that a person can watch', async () => {
    const turn = { prompt: prompt('TASK-004', 'Frontend has 3 replicas'), outputs: [], tools: [], schema: undefined };
    expect(await demoScript(900)(turn)).toMatchObject({ delayMs: 900 });
  });
});
