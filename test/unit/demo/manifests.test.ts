import { describe, expect, it } from 'vitest';
import { build } from '../../../demo/manifests.ts';
import { refOf, refText } from '../../../src/cluster/kube-object.ts';

const kustomization = (text: string) => `kind: Kustomization\n${text}`;
const manifest = (kind: string, name: string) => `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n`;
const files = (entries: Record<string, string>) => new Map(Object.entries(entries));
const refs = (entries: Record<string, string>, folder: string) =>
  build(files(entries), folder).map((object) => refText(refOf(object)));

describe('building manifests', () => {
  it('follows resources into folders and sets the namespace of all but cluster-wide objects', () => {
    const entries = {
      'apps/kustomization.yaml': kustomization('namespace: shop\nresources: [ns.yaml, web, ../base]'),
      'apps/ns.yaml': manifest('Namespace', 'shop'),
      'apps/web/kustomization.yaml': kustomization('resources:\n  - all.yaml'),
      'apps/web/all.yaml': `${manifest('Service', 'web')}---\n${manifest('ConfigMap', 'web')}`,
      'base/kustomization.yaml': kustomization('resources: [secret.yaml]'),
      'base/secret.yaml': manifest('Secret', 'key'),
    };
    expect(refs(entries, './apps')).toEqual([
      'Namespace shop',
      'Service shop/web',
      'ConfigMap shop/web',
      'Secret shop/key',
    ]);
  });

  it('takes every manifest below a folder without a kustomization, as Flux does', () => {
    const entries = {
      'clusters/demo/b.yaml': manifest('ConfigMap', 'b'),
      'clusters/demo/a/a.yaml': manifest('ConfigMap', 'a'),
      'clusters/other/c.yaml': manifest('ConfigMap', 'c'),
    };
    expect(refs(entries, './clusters/demo')).toEqual(['ConfigMap a', 'ConfigMap b']);
  });

  it.each([
    ['a folder that is not there', {}, /apps: no such file/],
    ['a resource that is not there', { 'apps/kustomization.yaml': 'resources: [web.yaml]' }, /'web.yaml' is neither/],
    ['broken YAML', { 'apps/kustomization.yaml': 'resources: [' }, /apps\/kustomization.yaml: MalformedYAML/],
    ['no name', { 'apps/web.yaml': 'kind: Service' }, /apps\/web.yaml: .*metadata.name/],
    ['what is not played', { 'apps/kustomization.yaml': 'helmCharts: []' }, /does not know helmCharts/],
  ])('refuses %s', (_what, entries, message) => {
    expect(() => build(files(entries), './apps')).toThrow(message);
  });
});
