import { describe, expect, test } from 'vitest';
import { redactorOf } from '../../../../../src/codex/secret-values.ts';
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
    ['in hex', Buffer.from(value).toString('hex')],
    ['in hex, with capitals', `0x${Buffer.from(value).toString('hex').toUpperCase()}`],
    ['in an address', `https://ann:${encodeURIComponent(value)}@example.com`],
  ])('%s', async (_case, text) => {
    const [first] = await hits({ after: map(text), env });
    expect(first).toMatch(/^2 (?:value of the variable MY_API_TOKEN|password in an address)$/);
  });

  test.each([
    ['escaped as addresses do', (text: string) => encodeURIComponent(text)],
    ['escaped in full', (text: string) => encodeURIComponent(text).replace("'", '%27')],
    ['with small digits', (text: string) => encodeURIComponent(text).toLowerCase()],
    ['as a form has it', (text: string) => new URLSearchParams({ text }).toString().slice('text='.length)],
    ['with slashes as they are', (text: string) => encodeURIComponent(text).replaceAll('%2F', '/')],
  ])('%s', async (_case, encode) => {
    const odd = "q8/zr 2m'lw+0x=9";
    const found = await hits({ path: 'a.md', after: `see ${encode(odd)}`, env: { SHOP_PASSWORD: odd } });
    expect(found).toEqual(['1 value of the variable SHOP_PASSWORD']);
    expect(redactorOf({ SHOP_PASSWORD: odd })(`see ${encode(odd)}`)).toBe('see ***');
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
