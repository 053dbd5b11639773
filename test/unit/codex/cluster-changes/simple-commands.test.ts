import { expect, test } from 'vitest';
import { simpleCommands } from '../../../../src/codex/cluster-changes/simple-commands.ts';
import { cpuMsSince } from '../../../support/cpu-time.ts';

test.each([
  ['a b', ['a b']],
  ['a && b || c; d & e | f', ['a', 'b', 'c', 'd', 'e', 'f']],
  ['(a; b) && { c; }', ['a', 'b', '{ c', '}']],
  ['a "b; c" \'d && e\' f\\;g', ['a|b; c|d && e|f;g']],
  ['a \\\n  b', ['a b']],
  ['a # b; c\nd', ['a', 'd']],
  ['a b#c', ['a b#c']],
  ['a > b 2>&1 < c >> d &> e', ['a']],
  ['a 2>/dev/null b', ['a b']],
  ['a "$(b c)" $(d "$(e)") `f`', ['a|$(b c)|$(d "$(e)")|`f`', 'b c', 'd|$(e)', 'e', 'f']],
  ['a <(b) >(c)', ['a|<(b)|>(c)', 'b', 'c']],
  ['echo \'$(b)\' "\\$(c)"', ['echo|$(b)|$(c)']],
  ['a <<EOF | b\nc; d\nEOF\ne', ['a', 'b', 'e']],
  ["a <<-'EOF'\n\tc\n\tEOF\nd", ['a', 'd']],
  ['a <<< "b; c"', ['a']],
  ['if a; then b; fi', ['if a', 'then b', 'fi']],
  // Broken texts are read to their end.
  ["a 'b c", ['a|b c']],
  ['a "b', ['a b']],
  ['a $(b\n)\nc', ['a|$(b\n)\nc', 'b', 'c']],
  ['a $(b', ['a|$(b', 'b']],
  ['', []],
])('%j', (text, commands) => {
  const read = simpleCommands(text).map(({ words }) => {
    const values = words.map(({ value }) => value);
    return values.some((value) => /[ $<>]/.test(value) || value.includes('`')) ? values.join('|') : values.join(' ');
  });
  expect(read).toEqual(commands);
});

test('a here-document belongs to the command that reads it', () => {
  const [first, second] = simpleCommands('cat <<A; bash <<B\none\nA\ntwo\nthree\nB\n');
  expect([first?.input, second?.input]).toEqual(['one', 'two\nthree']);
});

test('a long text takes linear time', () => {
  const start = process.cpuUsage();
  simpleCommands('a "b $(c) d" && '.repeat(20_000));
  expect(cpuMsSince(start)).toBeLessThan(2_000);
});
