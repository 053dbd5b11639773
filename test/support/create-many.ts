/** Entry of a process that creates items: `node test/support/create-many.ts REPOSITORY NAME COUNT TYPE`. Prints the results as JSON. */
import { createLocalToolbox } from '../../src/tools/local-toolbox.ts';
import { defaultSettings } from '../../src/tools/settings.ts';

const [repo_path = '', name = '', count = '', type = ''] = process.argv.slice(2);
const toolbox = createLocalToolbox(defaultSettings);
const context = { signal: new AbortController().signal, progress: () => {}, log: () => {} };
const item_type = type === 'human_action' || type === 'feature' ? type : 'bug';
const results: unknown[] = [];
for (let number = 1; number <= Number(count); number += 1) {
  const title = `${name} item ${number}`;
  const input = { item_type, title, description: `Made by ${name}.`, repo_path, timeout: 300 } as const;
  results.push({ title, ...(await toolbox.create_work_item(input, context)) });
}
process.stdout.write(JSON.stringify(results));
