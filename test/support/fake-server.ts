/** Entry of a server process whose tools are fake: `node test/support/fake-server.ts`. */
import { guardConsole } from '../../src/server/console-guard.ts';
import { serve } from '../../src/server/serve.ts';
import { createFakeToolbox } from './fake-toolbox.ts';

const { stdin, stdout, stderr } = process;
guardConsole(stderr);
process.exit(await serve({ toolbox: createFakeToolbox(), stdin, stdout, stderr, signals: process }));
