/** Values that stand for a secret. */
import { expect, test } from 'vitest';
import { isCiphertext, isPlaceholder } from '../../../../../src/tools/process/secrets/placeholder.ts';
import { maskTemplates, templateMark } from '../../../../../src/tools/process/secrets/template-mask.ts';

test.each([
  ['', true],
  ['  \n', true],
  [`\${VAR}`, true],
  [`\${USER}:\${PASSWORD}`, true],
  ['$PASSWORD', true],
  [`https://\${USER}:\${PASSWORD}@example.com/x`, true],
  ['<password>', true],
  ['<path:kv/shop#password>', true],
  ['ref+vault://kv/shop#/password', true],
  ['REDACTED', true],
  [`\${VAR:-x}`, false],
  [`\${VAR`, false],
  [`pa\${VAR}`, false],
  [`https://shop:hunter2@\${HOST}/x`, false],
  ['$ecret1', false],
  ['hunter2', false],
])('%j is a placeholder: %s', (value, expected) => {
  expect(isPlaceholder(value)).toBe(expected);
});

test.each([
  ['ENC[AES256_GCM,data:aa==,iv:b,tag:c,type:str]', true],
  ['ENC[hunter2]', false],
  ['ENC[AES256_GCM,data:a] hunter2', false],
])('%j is ciphertext: %s', (value, expected) => {
  expect(isCiphertext(value)).toBe(expected);
});

const long = `{{ ${'x'.repeat(3000)} }}`;
test.each([
  ['a value', 'a: {{ .x }}\n', 'a: ********\n'],
  ['a line of its own', '  {{- if .x }}\nb: 1\n', '  #***********\nb: 1\n'],
  ['two lines', '{{/*\n two */}}\r\nc', '#***\n#********\r\nc'],
  ['one that is not closed', '{{ open\nb: 1', '{{ open\nb: 1'],
  ['one that is closed too late', long, long],
])('%s of a template is masked', (_case, text, expected) => {
  const masked = maskTemplates(text);
  expect(masked).toHaveLength(text.length);
  expect(masked.replaceAll(templateMark, '*')).toBe(expected);
});
