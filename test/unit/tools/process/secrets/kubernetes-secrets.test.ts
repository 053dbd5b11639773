/** Which manifests hold a Secret in clear. */
import { describe, expect, test } from 'vitest';
import { ciphertext, data, hits, secret, sopsBlock, stringData } from '../../../../support/secret-cases.ts';

describe('Kubernetes Secrets', () => {
  test.each<[string, string, string[]]>([
    ['stringData', secret('stringData:\n  password: hunter2'), [`6 ${stringData}`]],
    ['data: base64 hides nothing', secret('data:\n  password: aHVudGVyMg=='), [`6 ${data}`]],
    ['a number', secret('stringData:\n  password: 123456'), [`6 ${stringData}`]],
    ['a text of many lines', secret('stringData:\n  password: |\n    one\n    two'), [`6 ${stringData}`]],
    ['the second document', `kind: Service\n---\n${secret('data:\n  password: aHVudGVyMg==')}`, [`8 ${data}`]],
    [
      'an item of a list',
      'apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Secret\n  stringData:\n    password: hunter2',
      [`7 ${stringData}`],
    ],
    [
      'a SecretList, whose items need no kind',
      'apiVersion: v1\nkind: SecretList\nitems:\n- stringData:\n    password: hunter2',
      [`5 ${stringData}`],
    ],
    [
      'a ResourceSet of Flux',
      'kind: ResourceSet\nspec:\n  resources:\n  - apiVersion: v1\n    kind: Secret\n    stringData:\n      password: hunter2',
      [`7 ${stringData}`],
    ],
    ['an anchor', secret('x: &a\n  password: hunter2\nstringData: *a'), [`6 ${stringData}`]],
    [
      'quoted keys and kinds',
      '"apiVersion": "v1"\n"kind": "Secret"\n"stringData": {"password": "hunter2"}',
      [`3 ${stringData}`],
    ],
    [
      'a broken document as far as it can be read',
      `${secret('stringData:\n  password: hunter2')}  bad: [`,
      [`6 ${stringData}`],
    ],
    [
      'a literal in a Helm template',
      secret('{{- if .Values.on }}\nstringData:\n  password: hunter2\n{{- end }}'),
      [`7 ${stringData}`],
    ],
    ['a default of a substitution', secret(`stringData:\n  password: \${PASSWORD:=hunter2}`), [`6 ${stringData}`]],
    ['a value beside a substitution', secret(`stringData:\n  password: \${USER}-hunter2`), [`6 ${stringData}`]],
    ['ciphertext without what decrypts it', secret(`stringData:\n  password: ${ciphertext}`), [`6 ${stringData}`]],
    [
      'one value left out of an encrypted file',
      secret(`stringData:\n  a: ${ciphertext}\n  password: hunter2\n${sopsBlock()}`),
      [`7 ${stringData}`],
    ],
    [
      'a generator of kustomize',
      `secretGenerator:\n- name: shop\n  literals:\n  - password=hunter2\n  - user=\${USER}`,
      ['4 secretGenerator with a literal in clear (password)'],
    ],
    [
      'several values, one hit a line',
      secret('stringData:\n  password: hunter2\n  user: admin'),
      [`6 ${stringData}`, '7 Kubernetes Secret in clear (stringData.user)'],
    ],
  ])('%s is a hit', async (_case, after, expected) => {
    expect(await hits({ after })).toEqual(expected);
  });

  test('JSON', async () => {
    const after = JSON.stringify({ apiVersion: 'v1', kind: 'Secret', data: { password: 'aHVudGVyMg==' } }, null, 2);
    expect(await hits({ path: 'secret.json', after })).toEqual([`5 ${data}`]);
  });

  test.each<[string, string]>([
    ['empty values', secret('data: {}\nstringData:\n  password: ""\n  other:')],
    ['a token that the API server fills', secret('type: kubernetes.io/service-account-token')],
    ['a substitution of Flux', secret(`stringData:\n  password: \${PASSWORD}`)],
    ['an address whose password is substituted', secret(`stringData:\n  url: postgres://shop:\${PASSWORD}@db/shop`)],
    ['a placeholder of the vault plugin', secret('stringData:\n  password: <path:kv/shop#password>')],
    [
      'Helm values',
      secret(
        'data:\n  password: {{ .Values.password | b64enc | quote }}\n  {{- range $k, $v := .Values.more }}\n  {{ $k }}: {{ $v | b64enc }}\n  {{- end }}',
      ),
    ],
    ['an encrypted Secret', secret(`data:\n  password: ${ciphertext}\n${sopsBlock()}`)],
    [
      'what SOPS leaves in clear by its own metadata',
      secret(`stringData:\n  user: admin\n  password: ${ciphertext}\n${sopsBlock('    encrypted_regex: ^password$')}`),
    ],
    ['a ConfigMap', 'apiVersion: v1\nkind: ConfigMap\ndata:\n  mode: clear\n  note: a Secret is elsewhere'],
    [
      'a picture in a ConfigMap',
      `apiVersion: v1\nkind: ConfigMap\nbinaryData:\n  logo.png: ${Buffer.alloc(900, 'picture').toString('base64')}`,
    ],
    [
      'a SealedSecret',
      'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nspec:\n  encryptedData:\n    password: AgBy3i4OJSWK\n  template:\n    data:\n      x: y',
    ],
    [
      'an ExternalSecret',
      'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nspec:\n  data:\n  - secretKey: password\n    remoteRef: {key: shop}\n  target:\n    template:\n      data:\n        url: "{{ .url }}"',
    ],
    ['a reference to a Secret', 'kind: HelmRelease\nspec:\n  valuesFrom:\n  - kind: Secret\n    name: shop'],
    ['another API’s Secret', 'apiVersion: example.com/v1\nkind: Secret\ndata:\n  mode: clear'],
    ['brackets ten thousand deep', `kind: Secret\nx: ${'['.repeat(10_000)}`],
  ])('%s: no hit', async (_case, after) => {
    expect(await hits({ after })).toEqual([]);
  });

  test('a manifest in prose is none', async () => {
    expect(await hits({ path: 'docs/secrets.md', after: secret('stringData:\n  password: hunter2') })).toEqual([]);
  });
});
