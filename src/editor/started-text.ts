import { missingTools, type ServerFacts } from '../server/server-facts.ts';
import { externalSetting } from './external-server.ts';
import type { Launch } from './server-launch.ts';

/** For the log: which server was started for a repository. */
export function startedText(root: string, { command, isExternal }: Launch, facts: ServerFacts): string {
  const name = `${facts.name} ${facts.version}`.trimEnd();
  if (isExternal !== true) return `${root}: the bundled server ${name} was started.`;
  const missing = missingTools(facts);
  const lacks = missing.length === 0 ? '' : ` It has no ${missing.join(', no ')}.`;
  return `${root}: the external server ${name} was started (${command}, setting ${externalSetting}).${lacks}`;
}
