import { describe, expect, test } from 'vitest';
import { hits } from '../../../../support/secret-cases.ts';

const value = 's3cr3tvalue-0123456789xyz';
const env = { MY_API_TOKEN: value, HOME: '/home/ann-0123456789', DB_PASSWORD: 'postgres', CA_KEY: '/etc/ssl/ca.pem' };
const found = ['2 value of the variable MY_API_TOKEN'];
const map = (text: string) => `kind: ConfigMap\ndata: {t: ${text}}\n`;

describe('the value of a secret variable', () => {
  test.each([
    ['as it stands', value],
    ['in base64', Buffer.from(value).toString('base64')],
    ['in base64 of a text around it', Buffer.from(`ann:${value}\n`).toString('base64')],
    ['in an address', `https://ann:${encodeURIComponent(value)}@example.com`],
  ])('%s', async (_case, text) => {
    const [first] = await hits({ after: map(text), env });
    expect(first).toMatch(/^2 (?:value of the variable MY_API_TOKEN|password in an address)$/);
  });

  test('in any file', async () => {
    expect(await hits({ path: 'notes/token.md', after: `a\n${value}`, env })).toEqual(found);
  });

  test('not where the file held it before', async () => {
    expect(await hits({ before: map(value), after: `a: 1\n${map(value)}`, env })).toEqual([]);
  });

  test.each([['postgres'], ['/etc/ssl/ca.pem'], ['/home/ann-0123456789']])('not %s', async (text) => {
    expect(await hits({ after: map(text), env })).toEqual([]);
  });
});
