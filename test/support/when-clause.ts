/** Whether a `when` or `enablement` clause of package.json holds with the context keys of a window. */

/** Context keys and their values, as the window has them; what is not among them is undefined. */
export type ContextKeys = Readonly<Record<string, unknown>>;

/** What our clauses are made of; VS Code has more. */
const token = /\s*(&&|\|\||=~|==|!=|<=|>=|<|>|!|\(|\)|\/(?:\\.|[^/\\])+\/[a-z]*|'[^']*'|[\w.:-]+)/y;

/** An empty clause holds. @throws Error that names what is not understood */
export function holds(clause: string | undefined, keys: ContextKeys): boolean {
  if (clause === undefined || clause === '') return true;
  const words = wordsOf(clause);
  let at = 0;
  const take = () => words[at++];
  const either = (): boolean => {
    let result = both();
    while (words[at] === '||') {
      at += 1;
      const right = both();
      result = result || right;
    }
    return result;
  };
  const both = (): boolean => {
    let result = one();
    while (words[at] === '&&') {
      at += 1;
      const right = one();
      result = result && right;
    }
    return result;
  };
  const one = (): boolean => {
    const word = take();
    if (word === '!') return !one();
    if (word === '(') {
      const result = either();
      if (take() !== ')') throw new Error(`${clause}: a bracket is not closed`);
      return result;
    }
    if (word === undefined || !/^[\w.:-]+$/.test(word)) throw new Error(`${clause}: ${word ?? 'its end'} is not a key`);
    if (word === 'true' || word === 'false') return word === 'true';
    return compared(keys[word]);
  };
  const compared = (value: unknown): boolean => {
    const operator = words[at];
    if (operator === undefined || !/^(?:=~|[=!]=|[<>]=?)$/.test(operator)) return Boolean(value);
    at += 1;
    const right = take();
    if (right === undefined) throw new Error(`${clause}: nothing follows ${operator}`);
    if (operator === '=~') return patternOf(clause, right).test(String(value ?? ''));
    const wanted = right.replace(/^'(.*)'$/, '$1');
    if (operator === '==' || operator === '!=') return (String(value ?? false) === wanted) === (operator === '==');
    const [number, limit] = [Number(value), Number(wanted)];
    if (operator.startsWith('<')) return number < limit || (operator === '<=' && number === limit);
    return number > limit || (operator === '>=' && number === limit);
  };
  const result = either();
  if (at < words.length) throw new Error(`${clause}: ${words[at]} is not understood`);
  return result;
}

function wordsOf(clause: string): string[] {
  const words: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < clause.length) {
    const from = token.lastIndex;
    const [, word] = token.exec(clause) ?? [];
    if (word === undefined) throw new Error(`${clause}: ${clause.slice(from)} is not understood`);
    words.push(word);
  }
  return words;
}

function patternOf(clause: string, text: string): RegExp {
  const [, source, flags] = /^\/(.+)\/([a-z]*)$/s.exec(text) ?? [];
  if (source === undefined) throw new Error(`${clause}: ${text} is not a pattern`);
  return new RegExp(source, flags);
}
