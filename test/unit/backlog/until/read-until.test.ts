import { expect, test } from 'vitest';
import { probeText } from '../../../../src/backlog/until/probe.ts';
import { readUntil } from '../../../../src/backlog/until/read-until.ts';

const texts = (value: unknown) => {
  const until = readUntil(value);
  return 'probes' in until ? until.probes.map(probeText) : until.fault;
};

test.each<[unknown, string[]]>([
  [{ resource: 'Deployment shop/web' }, ['Deployment shop/web exists']],
  [{ resource: 'Deployment  shop/web', ready: true }, ['Deployment shop/web is ready']],
  [
    { resource: 'certificates.cert-manager.io shop/tls', ready: false },
    ['certificates.cert-manager.io shop/tls exists'],
  ],
  [{ resource: 'Namespace shop' }, ['Namespace shop exists']],
  [{ resource: 'ClusterRole system:node' }, ['ClusterRole system:node exists']],
  [{ secret: 'shop/db' }, ['Secret shop/db exists']],
  [{ secret: 'shop/db', key: 'tls.crt' }, ['Secret shop/db holds tls.crt']],
  [{ dns: 'shop.example.com.' }, ['shop.example.com. resolves']],
  [{ dns: '_check.example.com', address: '2001:db8::1' }, ['_check.example.com resolves to 2001:db8::1']],
  [{ url: 'https://shop.example.com/healthz' }, ['https://shop.example.com/healthz answers']],
  [{ url: 'http://u:p@a.example/x?token=1', status: 204 }, ['http://a.example/x answers HTTP 204']],
  [{ url: 'http://a.example', status: ['2XX', 401] }, ['http://a.example/ answers HTTP 2xx or 401']],
  [{ command: ' test -f a ' }, ['`test -f a` exits with 0']],
  [
    [{ dns: 'a.example' }, { secret: 'a/b' }],
    ['a.example resolves', 'Secret a/b exists'],
  ],
])('%j', (value, expected) => {
  expect(texts(value)).toEqual(expected);
});

test.each<[unknown, string]>([
  [null, 'until is empty. Write a mapping with one of resource, secret, dns, url, command, for example dns: shop.'],
  ['', 'until is empty.'],
  ['tomorrow', 'until holds "tomorrow". Write a mapping'],
  [[], 'until is an empty list.'],
  [[{ dns: 'a.example' }, 'b.example'], 'until holds "b.example". Write a mapping'],
  [[[{ dns: 'a.example' }]], 'until holds [{"dns":"a.example"}].'],
  [new Date(0), 'until holds "1970-01-01T00:00:00.000Z".'],
  [Array.from({ length: 21 }, () => ({ dns: 'a.example' })), 'until lists 21 entries, 20 at most.'],
  [{}, 'until says nothing to look for.'],
  [{ ready: true }, 'until says nothing to look for.'],
  [{ dns: 'a.example', url: 'https://a.example' }, 'until names dns and url in one entry. Make it a list'],
  [{ dsn: 'a.example' }, 'until knows no "dsn". Did you mean dns?'],
  [{ namespace: 'shop' }, 'until knows no "namespace". Known are'],
  [{ constructor: 'shop' }, 'until knows no "constructor". Known are'],
  [{ dns: 'a.example', ready: true }, 'until has ready beside dns; it belongs to resource.'],
  [{ url: 'https://a.example', key: 'x' }, 'until has key beside url; it belongs to secret.'],
  [{ dns: 7 }, 'until has a dns that is no text. Write for example dns: shop.example.com.'],
  [{ command: ' ' }, 'until has a command that is no text.'],
  [{ resource: 'web' }, 'until has the resource "web". Write kind, namespace and name: resource: Deployment shop/web;'],
  [{ resource: 'Deployment shop/web now' }, 'until has the resource "Deployment shop/web now".'],
  [{ resource: 'Deployment shop/a/b' }, 'until has the resource "Deployment shop/a/b".'],
  [{ resource: 'Deployment shop/..' }, 'until has the resource "Deployment shop/..".'],
  [{ resource: 'Deployment ../web' }, 'until has the resource "Deployment ../web".'],
  [{ resource: '../api shop/web' }, 'until has the resource "../api shop/web".'],
  [{ resource: 'Secret shop/db' }, 'until names a Secret as a resource. Write secret: shop/db.'],
  [{ resource: 'secrets.v1 shop/db' }, 'until names a Secret as a resource.'],
  [{ resource: 'Deployment shop/web', ready: 'yes' }, 'until has ready: "yes". Write ready: true, or leave it out.'],
  [{ secret: 'db' }, 'until has the secret "db". Write namespace and name: secret: shop/db-password.'],
  [{ secret: 'shop/db', key: ['a'] }, 'until has key: ["a"]. Write one key'],
  [{ dns: 'https://a.example' }, 'until has the DNS name "https://a.example". Write a name without scheme'],
  [{ dns: '192.0.2.1' }, 'until has the DNS name "192.0.2.1".'],
  [{ dns: 'a..example' }, 'until has the DNS name "a..example".'],
  [{ dns: 'a.example', address: 'b.example' }, 'until has address: "b.example". Write one IP address'],
  [{ url: 'a.example' }, 'until has the URL "a.example". Write an http or https address'],
  [{ url: 'ftp://a.example' }, 'until has the URL "ftp://a.example".'],
  [{ url: 'https://a.example 204' }, 'until has the URL "https://a.example 204".'],
  [{ url: 'https://a.example', status: 'ok' }, 'until has status: "ok". Write an HTTP status such as 204 or 2xx'],
  [{ url: 'https://a.example', status: 600 }, 'until has status: 600.'],
])('%j is misshaped, and never true', (value, beginning) => {
  const fault = texts(value);
  expect(fault).toContain(beginning);
  expect(fault).toMatch(/ The action does not clear itself before that is mended\.$/);
});
