import { expect, test } from 'vitest';
import { foundInText } from '../../../../src/editor/actions/found-in-text.ts';

test.each([
  ['a link', 'See https://shop.example/a?b=c.', ['link https://shop.example/a?b=c']],
  [
    'a link in Markdown',
    '[Console](https://shop.example/x) and <https://b.example>',
    ['link https://shop.example/x', 'link https://b.example'],
  ],
  ['a command in a code span', 'Run `kubectl get pods` once `ready`.', ['command kubectl get pods']],
  [
    'a code block',
    '```bash\n# first\nkubectl get pods\n\nflux get all\n```',
    ['command kubectl get pods', 'command flux get all'],
  ],
  ['a block with prompts and output', '```console\n$ dig shop\n192.0.2.40\n```', ['command dig shop']],
  ['a command over lines', '```\nhelm upgrade \\\n  shop\n```', ['command helm upgrade \\\nshop']],
  ['no commands in YAML', '```yaml\nkind: Secret\n```', []],
  ['the same twice', 'https://a.example https://a.example', ['link https://a.example']],
  ['a block that is not closed', '```sh\nls -l', []],
] as const)('%s', (_, text, found) => {
  expect(foundInText(text).map((one) => `${one.kind} ${one.text}`)).toEqual(found);
});
