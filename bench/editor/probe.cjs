/**
 * An extension of the benchmark: asked over a socket, it tells of the extension host in which it runs. Nothing in here
 * wakes up by itself.
 */
const fs = require('node:fs');
const { Session } = require('node:inspector/promises');
const { syncBuiltinESMExports } = require('node:module');
const { createServer } = require('node:net');
const { join } = require('node:path');

const session = new Session();
/** Timers, with the stack that made each. */
const made = [];

for (const name of ['setTimeout', 'setInterval']) {
  const original = globalThis[name];
  const noted = (...args) => {
    const timer = original(...args);
    made.push({ timer, stack: new Error(name).stack ?? '' });
    return timer;
  };
  globalThis[name] = Object.assign(noted, original);
}

/** Files that were opened, once for each time. */
const opened = [];

/** Notes each way in which an extension opens a file. */
function noteOpened() {
  const note = (holder, name) => {
    const original = holder[name];
    holder[name] = (file, ...args) => {
      opened.push(String(file));
      return original(file, ...args);
    };
  };
  for (const name of ['open', 'openSync', 'readFile', 'readFileSync', 'createReadStream']) note(fs, name);
  for (const name of ['open', 'readFile']) note(fs.promises, name);
  syncBuiltinESMExports();
}

/** What it answers; `folder` is that of an extension. */
const answers = {
  /** Bytes after a collection of garbage. */
  async memory() {
    await session.post('HeapProfiler.enable');
    await session.post('HeapProfiler.collectGarbage');
    await session.post('HeapProfiler.disable');
    return process.memoryUsage();
  },
  /** From now on calls are counted: each, in each function. */
  async count() {
    await session.post('Profiler.enable');
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
    await session.post('Profiler.takePreciseCoverage');
  },
  /** The functions of the extension that were called since, with how often. */
  async counted({ folder }) {
    const { result } = await session.post('Profiler.takePreciseCoverage');
    await session.post('Profiler.stopPreciseCoverage');
    const own = result.filter(({ url }) => url.includes(folder)).flatMap(({ functions }) => functions);
    return own.flatMap(({ functionName: name, ranges: [range] }) => (range.count > 0 ? [[name, range.count]] : []));
  },
  /** From now on it is noted which files are opened. */
  async watchFiles() {
    noteOpened();
  },
  /** Those of a folder, once for each time that one was opened. */
  async openedFiles({ folder }) {
    return opened.filter((file) => file.startsWith(folder));
  },
  /** Where the extension made the timers that are still to fire. */
  async timers({ folder }) {
    const pending = made.filter(({ timer }) => !timer._destroyed);
    made.splice(0, made.length, ...pending);
    return pending.flatMap(({ stack }) => (stack.includes(folder) ? [stack] : []));
  },
};

exports.activate = () => {
  session.connect();
  const server = createServer((connection) => {
    connection.setEncoding('utf8');
    let text = '';
    connection.on('error', () => {});
    connection.on('data', async (piece) => {
      text += piece;
      if (!text.endsWith('\n')) return;
      const { ask, ...facts } = JSON.parse(text);
      const answer = await answers[ask](facts).then(
        (value = null) => ({ value }),
        (error) => ({ error: String(error) }),
      );
      connection.end(JSON.stringify(answer));
    });
  });
  server.listen(join(process.env.BENCH_SOCKETS, `${process.pid}`));
};
