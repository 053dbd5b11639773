/** Entry of a process that holds a lock until it is killed: `node test/support/hold-lock.ts COMMON_DIR ITEM [NAME]`. */
import { takeLock } from '../../src/session/lock.ts';

const [commonDir = '', itemId = '', name] = process.argv.slice(2);
const lock = await takeLock(commonDir, itemId, name);
process.stdout.write(`${lock.status}\n`);
setInterval(() => {}, 60_000);
