/** Stands in for @vscode/native-watchdog, a native module: ends the process when the one that it watches is gone. */
const everyMs = 3000;

/** As the native one exits. */
const exitCode = 87;

exports.start = (pid) => {
  setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch {
      process.exit(exitCode);
    }
  }, everyMs).unref();
};

exports.exit = (code) => process.exit(code || 0);
