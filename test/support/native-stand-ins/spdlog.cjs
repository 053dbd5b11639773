/**
 * Stands in for @vscode/spdlog, VS Code's log writer, which is a native module and needs a compiler. Without it VS Code
 * runs, but output channels stay empty: they show what this has written. No rotation; a test's logs stay small.
 */
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'critical'];
/** As spdlog writes them. */
const written = { warn: 'warning' };

class Logger {
  #level = 2;
  #file;
  #raw = false;

  constructor(_type, _name, file) {
    this.#file = file;
  }

  getLevel() {
    return this.#level;
  }

  setLevel(level) {
    this.#level = level;
  }

  /** One pattern is ever asked for: time, level, text. */
  setPattern() {
    this.#raw = false;
  }

  /** From now on the text alone, without a line break. */
  clearFormatters() {
    this.#raw = true;
  }

  flush() {}

  drop() {}

  write(level, text) {
    if (levels.indexOf(level) < this.#level) return;
    const time = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString();
    const line = `${time.slice(0, 23).replace('T', ' ')} [${written[level] ?? level}] ${text}\n`;
    appendFileSync(this.#file, this.#raw ? text : line);
  }
}

for (const level of levels) {
  Logger.prototype[level] = function log(text) {
    this.write(level, text);
  };
}

async function createLogger(name, file) {
  mkdirSync(dirname(file), { recursive: true });
  return new Logger('rotating', name, file);
}

// One by one: VS Code imports it as an ES module, and Node finds the names of no other form.
exports.version = 1;
exports.Logger = Logger;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
