import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sectionLines, withoutSection, withSection } from '../../../../src/codex/server-section/edit-section.ts';
import { findSection, mark } from '../../../../src/codex/server-section/find-section.ts';
import { entryLines, entrySetting } from '../../../../src/codex/server-section/server-entry.ts';
import { readStatements } from '../../../../src/codex/toml/statements.ts';

const entry = {
  ...{ command: '/opt/node 22/bin/node', args: ['/opt/cli.js', 'serve', '--context=a "b" \\ c'] },
  ...{ env: { ELECTRON_RUN_AS_NODE: '1' }, envVars: ['KUBECONFIG'], approved: ['process_bug'], required: false },
};
const lines = entryLines(entry);

test('the section as Codex reads it', () => {
  expect(lines).toEqual([
    '[mcp_servers.agent-toolkit]',
    'command = "/opt/node 22/bin/node"',
    'args = ["/opt/cli.js", "serve", "--context=a \\"b\\" \\\\ c"]',
    'env = { ELECTRON_RUN_AS_NODE = "1" }',
    'env_vars = ["KUBECONFIG"]',
    'startup_timeout_sec = 60',
    'tool_timeout_sec = 86400',
    '',
    '[mcp_servers.agent-toolkit.tools.process_bug]',
    'approval_mode = "approve"',
  ]);
  const setting = readStatements(entrySetting({ ...entry, required: true }));
  expect(setting).toMatchObject([{ kind: 'pair', path: ['mcp_servers', 'agent-toolkit'] }]);
});

const own = `${[mark, ...lines].join('\n')}\n`;

describe('the section is put in', () => {
  test.each([
    ['', own],
    ['model = "a"', `model = "a"\n\n${own}`],
    ['model = "a"\n', `model = "a"\n\n${own}`],
    ['[x]\r\na = 1\r\n', `[x]\r\na = 1\r\n\r\n${own.replaceAll('\n', '\r\n')}`],
    ['[mcp_servers]\nother.command = "o"\n', `[mcp_servers]\nother.command = "o"\n\n${own}`],
    // In the place of one that stands for itself, and that one alone.
    [
      'a = 1\n\n[mcp_servers.agent-toolkit] # mine\ncommand = "x"\n\n# theirs\n[z]\nb = 1\n',
      `a = 1\n\n${own}\n# theirs\n[z]\nb = 1\n`,
    ],
    ['[mcp_servers.agent-toolkit]\ncommand = "x"\n[mcp_servers.agent-toolkit.env]\nA = "1"', own],
    // Keys of another table must not fall into it.
    [
      '[mcp_servers]\nagent-toolkit.command = "x"\nother.command = "o"\n',
      `[mcp_servers]\nother.command = "o"\n\n${own}`,
    ],
    [
      '[mcp_servers]\nagent-toolkit = { command = "x" }\nother.command = "o"\n',
      `[mcp_servers]\nother.command = "o"\n\n${own}`,
    ],
    [
      '[mcp_servers.agent-toolkit]\na = "1"\n[z]\nb = 1\n[mcp_servers.agent-toolkit.env]\nA = "1"\n',
      `[z]\nb = 1\n\n${own}`,
    ],
  ])('%j', (before, after) => {
    expect(withSection(before, lines)).toBe(after);
    expect(withSection(after, lines)).toBe(after);
    expect(sectionLines(after)).toEqual([mark, ...lines]);
  });
});

test.each([
  ['a = 1\nmcp_servers = { x = { command = "y" } }\n', 2],
  ['[[mcp_servers]]\nx = 1\n', 1],
])('%j: nothing can be added to it (line %d)', (text, line) => {
  expect(() => withSection(text, lines)).toThrow(expect.objectContaining({ name: 'TomlError', line }));
});

describe('the section is taken out', () => {
  test.each<[string, string | undefined, string, string]>([
    [`a = 1\n\n${own}`, 'a = 1\n', 'a = 1\n', ''],
    [`a = 1\n\n${own}\n[new]\nb = 2\n`, 'a = 1\n', 'a = 1\n\n[new]\nb = 2\n', ''],
    [`a = 1\n\n${own}`, undefined, 'a = 1\n', ''],
    // What it replaced comes back, also when the rest has changed.
    [
      `a = 2\n\n${own}[z]\n`,
      'a = 1\n\n[mcp_servers.agent-toolkit] # mine\ncommand = "x"\n[z]\n',
      'a = 2\n\n[mcp_servers.agent-toolkit] # mine\ncommand = "x"\n[z]\n',
      '',
    ],
    [`a = 2\n\n${own}`, '[mcp_servers]\nagent-toolkit.command = "x"\n', `a = 2\n\n`, 'agent-toolkit.command = "x"\n'],
  ])('%j before %j', (text, before, after, left) => {
    expect(withoutSection(text, before)).toEqual({ text: after, left });
  });
});

const key = fc.constantFrom('a', 'mcp_servers', 'agent-toolkit', '"quoted key"', 'other', 'tools');
const path = fc.array(key, { minLength: 1, maxLength: 4 }).map((keys) => keys.join('.'));
const value = fc.constantFrom(
  '1',
  '"x # y"',
  '"""\n[no.table]\n"""',
  "'''\nk = 1\n'''",
  '[\n1, # c\n2]',
  '{ a = 1 }',
  '1979-05-27',
);
const line = fc.oneof(
  path.map((name) => `[${name}]`),
  fc.tuple(path, value).map(([name, given]) => `${name} = ${given}`),
  fc.constantFrom('', '# comment', '  \t', mark),
);
const document = fc
  .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
  .map(([all, eol, ended]) => all.join('\n').replaceAll('\n', eol) + (ended ? eol : ''))
  .filter((text) => {
    try {
      findSection(text);
      return true;
    } catch {
      return false;
    }
  });

/** What the file says, without our server. */
const others = (text: string) =>
  readStatements(text)
    .filter((one) => one.path[0] !== 'mcp_servers' || one.path[1] !== 'agent-toolkit')
    .map(({ kind, path: keys, value: given, start, end }) => [kind, keys, given, text.slice(start, end).trim()]);

test('whatever the file is: all else in it means the same before and after, and comments stay', () => {
  fc.assert(
    fc.property(document, (before) => {
      const after = withSection(before, lines);
      expect(others(after)).toEqual(others(before));
      expect(findSection(after).values).toEqual(findSection(lines.join('\n')).values);
      const { text } = withoutSection(after);
      expect(others(text)).toEqual(others(before));
      expect(findSection(text).values).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});
