/**
 * Flux's post-build substitution: `${var}` with the functions of bash that github.com/fluxcd/pkg/envsubst has. Pure.
 * https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution
 */

/** A text that Flux could not substitute in. */
export class SubstitutionError extends Error {
  override readonly name = 'SubstitutionError';
}

export interface Substituted {
  readonly text: string;
  /** Variables without a value and without a default; their place is left empty. */
  readonly missing: readonly string[];
}

/** Expressions in defaults of expressions that are read. */
const deepest = 20;

/** `$var` without braces stays, `$${var}` becomes `${var}`. @throws SubstitutionError */
export function substitute(text: string, variables: ReadonlyMap<string, string>, depth = 0): Substituted {
  if (depth > deepest) throw new SubstitutionError('a substitution within twenty others');
  const missing: string[] = [];
  let result = '';
  let copied = 0;
  for (let at = text.indexOf('${'); at >= 0; at = text.indexOf('${', copied)) {
    if (text[at - 1] === '$' && at - 1 >= copied) {
      result += `${text.slice(copied, at - 1)}\${`;
      copied = at + 2;
      continue;
    }
    const end = closingBrace(text, at + 2);
    if (end === undefined)
      throw new SubstitutionError(`"${text.slice(at, at + 30).split('\n')[0]}" has no closing brace`);
    const inner = expand(text.slice(at + 2, end), variables, depth);
    missing.push(...inner.missing);
    result += text.slice(copied, at) + inner.text;
    copied = end + 1;
  }
  return { text: result + text.slice(copied), missing };
}

function closingBrace(text: string, from: number): number | undefined {
  let open = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text.startsWith('${', at)) {
      open += 1;
      at += 1;
    } else if (text[at] === '}') {
      open -= 1;
      if (open === 0) return at;
    }
  }
  return undefined;
}

function expand(expression: string, variables: ReadonlyMap<string, string>, depth: number): Substituted {
  const [, length, name = '', rest = ''] = /^(#?)([A-Za-z_]\w*)([\s\S]*)$/.exec(expression) ?? [];
  if (name === '' || (length === '#' && rest !== '')) throw bad(expression);
  const value = variables.get(name) ?? '';
  if (length === '#') return { text: String([...value].length), missing: [] };
  const [, operator = '', operand = ''] =
    /^(:-|:=|-|=|\^\^|\^|,,|,|##|#|%%|%|\/\/|\/#|\/%|\/|:)?([\s\S]*)$/.exec(rest) ?? [];
  if (operator === '' && operand !== '') throw bad(expression);
  if (['-', '=', ':-', ':='].includes(operator)) {
    // An empty value counts as none (fluxcd/pkg/envsubst), whichever of the four it is.
    return value === '' ? substitute(operand, variables, depth + 1) : { text: value, missing: [] };
  }
  const argument = substitute(operand, variables, depth + 1);
  const missing = [...(variables.has(name) ? [] : [name]), ...argument.missing];
  return { text: applied(operator, value, argument.text, expression), missing };
}

function applied(operator: string, value: string, argument: string, expression: string): string {
  switch (operator) {
    case '':
      return value;
    case '^':
      return value.charAt(0).toUpperCase() + value.slice(1);
    case '^^':
      return value.toUpperCase();
    case ',':
      return value.charAt(0).toLowerCase() + value.slice(1);
    case ',,':
      return value.toLowerCase();
    case '#':
    case '##':
      return value.startsWith(argument) ? value.slice(argument.length) : value;
    case '%':
    case '%%':
      return argument !== '' && value.endsWith(argument) ? value.slice(0, -argument.length) : value;
    case ':':
      return sliced(value, argument, expression);
    default:
      return replaced(operator, value, argument);
  }
}

function sliced(value: string, argument: string, expression: string): string {
  const [, position = '', length] = /^\s*(\d+)(?::(\d+))?\s*$/.exec(argument) ?? [];
  if (position === '') throw bad(expression);
  const from = Number(position);
  return value.slice(from, length === undefined ? undefined : from + Number(length));
}

function replaced(operator: string, value: string, argument: string): string {
  const slash = argument.indexOf('/');
  const [search, by] = slash < 0 ? [argument, ''] : [argument.slice(0, slash), argument.slice(slash + 1)];
  if (search === '') return value;
  if (operator === '//') return value.replaceAll(search, () => by);
  if (operator === '/#') return value.startsWith(search) ? by + value.slice(search.length) : value;
  if (operator === '/%') return value.endsWith(search) ? value.slice(0, -search.length) + by : value;
  return value.replace(search, () => by);
}

function bad(expression: string): SubstitutionError {
  return new SubstitutionError(`"\${${expression.slice(0, 40)}}" is no substitution that Flux knows`);
}
