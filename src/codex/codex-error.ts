/** What Codex says when it cannot work, made fit for people: its own words without noise, and what to do about them. */

const wordsLimit = 600;

/** The error lines of what Codex wrote to standard error, in one line, without warnings and stack backtrace. */
export function errorWords(stderr: string): string {
  const told = stderr.split(/^Stack backtrace:/m)[0] ?? '';
  const lines = told.split('\n').filter((line) => !line.startsWith('WARNING:'));
  const first = lines.findLastIndex((line) => /^Error\b/.test(line));
  const words = (first < 0 ? lines.slice(-5) : lines.slice(first))
    .map((line) => line.replace(/^\s*\d*\s*\|.*$/, '').trim())
    .filter((line) => line !== '')
    .join(' ');
  return words.length > wordsLimit ? `${words.slice(0, wordsLimit)}…` : words;
}

/** Ends with a full stop, so that the next sentence can follow. */
export function endSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** What stands in the way. limit: of a plan or of requests. provider: it cannot be reached, or is out of order. */
export type Obstacle = 'context' | 'login' | 'limit' | 'configuration' | 'provider' | 'unknown';

/** Tells by the words of Codex's own error what ended it. */
export function obstacleOf(error: string): Obstacle {
  if (/context window/i.test(error)) return 'context';
  if (/\b401\b|\b403\b|unauthorized|not logged in|refresh token|log ?in again/i.test(error)) return 'login';
  if (/\b429\b|usage limit|rate limit|too many requests|quota/i.test(error)) return 'limit';
  if (/Error loading config|load(?: bootstrap)? configuration|config\.toml/i.test(error)) return 'configuration';
  const provider =
    /\b5\d\d\b|stream disconnected|connect|network|dns|timed? ?out|sending request|high demand|overloaded/i;
  return provider.test(error) ? 'provider' : 'unknown';
}

const advices: Readonly<Record<Exclude<Obstacle, 'limit'>, string>> = {
  context: 'The criterion takes more than the model can hold at once: split it, or choose another model.',
  login: 'Run `codex login`, or correct the key of your model provider, then run again.',
  configuration: 'Correct the configuration of Codex, then run again.',
  provider: 'The model provider could not be reached or is out of order: check the network, and run again later.',
  unknown: 'Mend what Codex names, or try `codex exec hello` in a terminal, then run again.',
};

/** The next step for an error that ended Codex before it could say anything of the criterion. */
export function adviceFor(error: string): string {
  const obstacle = obstacleOf(error);
  if (obstacle !== 'limit') return advices[obstacle];
  return /try again (?:at|in|after|on)\b/i.test(error)
    ? 'Run again at the time that Codex names.'
    : 'Wait until the limit of your plan or model provider is over, then run again.';
}
