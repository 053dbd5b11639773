import { expect, test } from 'vitest';
import { Lifeline } from '../../../src/codex/lifeline.ts';

test('a supervisor that is not installed: which file is missing, and what to do', async () => {
  const lifeline = new Lifeline(undefined, '/nowhere/supervisor.js');
  lifeline.prepare();
  await expect(lifeline.watch('marker', undefined)).rejects.toThrow(
    /^A part of Agent Toolkit is missing: \/nowhere\/supervisor\.js\. Install it again \(.*\), then run again\.$/,
  );
  await lifeline.end();
});
