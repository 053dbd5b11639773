/** What Codex is told of the demo's model. Without it, Codex complains in each transcript that it does not know the name. */
import { writeFile } from 'node:fs/promises';

/** The name that the scripted model goes by. */
const slug = 'scripted-model';

/**
 * Writes a model catalog for Codex which holds nothing but the scripted model, under its own name.
 * @returns the setting that has Codex read it, as KEY=VALUE
 */
export async function writeScriptedCatalog(file: string): Promise<string> {
  const model = {
    slug,
    display_name: 'Scripted model of the demo',
    description: 'No model: every reply is scripted.',
    supported_reasoning_levels: [],
    shell_type: 'unified_exec',
    visibility: 'list',
    supported_in_api: true,
    priority: 0,
    // Nobody reads them: the replies are scripted.
    base_instructions: 'The replies to this conversation are scripted.',
    support_verbosity: false,
    truncation_policy: { mode: 'tokens', limit: 10_000 },
    experimental_supported_tools: [],
    input_modalities: ['text'],
    context_window: 272_000,
  };
  await writeFile(file, JSON.stringify({ models: [model] }));
  return `model_catalog_json=${JSON.stringify(file)}`;
}
