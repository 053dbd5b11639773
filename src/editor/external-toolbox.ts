/** The toolbox of an external server: what is wrong with the server names the setting. */
import type { Toolbox, ToolContext } from '../tools/toolbox.ts';
import { ExternalServerError } from './external-server.ts';

/** Errors that are the server's and not the task's. */
const serverErrors = ['ServerLacks', 'ServerGone', 'StrangeAnswer'];

/** @param toolbox of a server that is being started */
export async function externalToolbox(toolbox: Promise<Toolbox>): Promise<Toolbox> {
  const { scan_prioritize, process_bug, run_tests, create_work_item, run_retrospective } = await toolbox.catch(
    (error: unknown) => {
      throw error instanceof Error ? new ExternalServerError(error) : error;
    },
  );
  return {
    scan_prioritize: explained(scan_prioritize),
    process_bug: explained(process_bug),
    run_tests: explained(run_tests),
    create_work_item: explained(create_work_item),
    run_retrospective: explained(run_retrospective),
  };
}

function explained<Input, Result>(call: (input: Input, context: ToolContext) => Promise<Result>) {
  return (input: Input, context: ToolContext): Promise<Result> =>
    call(input, context).catch((error: unknown) => {
      if (error instanceof Error && serverErrors.includes(error.name)) throw new ExternalServerError(error);
      throw error;
    });
}
