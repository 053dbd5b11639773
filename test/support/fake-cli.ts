/** Entry of a command line whose tools are fake: `node test/support/fake-cli.ts scan`. */
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import { createFakeToolbox } from './fake-toolbox.ts';

await runCommandLine(() => createFakeToolbox());
