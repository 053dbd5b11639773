import { describe, expect, test } from 'vitest';
import { ownDefinition } from '../../../../src/cluster/gate/crd-schemas.ts';
import { validatorOf } from '../../../../src/cluster/gate/validator.ts';
import { cpuMsSince } from '../../../support/cpu-time.ts';
import { openApiDocument } from '../../../support/kubernetes-openapi.ts';
import { configMap, filesOf } from './repository.ts';

type Schemas = Record<string, Record<string, unknown>>;

function builtIn(document: string, name: string) {
  const { components } = openApiDocument(`/openapi/v3/${document}`) as { components: { schemas: Schemas } };
  return validatorOf({ root: components.schemas[name] ?? {}, components: components.schemas });
}

const good = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', creationTimestamp: null, labels: { a: 'b' } },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'web' } },
    template: { spec: { containers: [{ name: 'web', args: null, resources: { limits: { cpu: 1, memory: '1Gi' } } }] } },
  },
};
const spec = (change: object) => ({ ...good, spec: { ...good.spec, ...change } });

describe('a Deployment against the schema of the cluster', () => {
  const validate = builtIn('apis/apps/v1', 'io.k8s.api.apps.v1.Deployment');
  test.each([
    [good, []],
    [{ ...good, spec: null }, []],
    [spec({ replica: 3 }), ['spec.replica is not known']],
    [spec({ replicas: '3' }), ['spec.replicas must be integer']],
    [spec({ template: undefined }), ['spec.template is missing']],
    [
      spec({ template: { spec: { containers: [{ image: 'a', port: 1 }] } } }),
      ['spec.template.spec.containers.0.name is missing', 'spec.template.spec.containers.0.port is not known'],
    ],
    [{ ...good, metadata: { name: 'web', labels: { a: 1 } } }, ['metadata.labels.a must be string']],
    [{ ...good, sepc: {} }, ['sepc is not known']],
  ])('%#', (object, errors) => {
    expect(validate(object)).toEqual(errors);
  });

  test('int-or-string', () => {
    const service = builtIn('api/v1', 'io.k8s.api.core.v1.Service');
    const port = (targetPort: unknown) =>
      service({ apiVersion: 'v1', kind: 'Service', spec: { ports: [{ port: 80, targetPort }] } });
    expect([port('http'), port(8080), port(true)]).toEqual([
      [],
      [],
      ['spec.ports.0.targetPort must be integer,string'],
    ]);
  });
});

const definition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec:
  group: example.com
  names: {kind: Widget, plural: widgets}
  scope: Namespaced
  versions:
    - name: v1
      schema:
        openAPIV3Schema:
          type: object
          required: [spec]
          properties:
            spec:
              type: object
              properties:
                size: {type: integer, minimum: 0, exclusiveMinimum: true}
                colour: {type: string, enum: [red, blue]}
                code: {type: string, pattern: "^(?i)[a-z]+$"}
                free: {type: object, x-kubernetes-preserve-unknown-fields: true, properties: {a: {type: string}}}
                port: {x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}]}
                template: {type: object, x-kubernetes-embedded-resource: true, properties: {spec: {type: object}}}
                one: {type: object, properties: {a: {type: string}, b: {type: string}}, oneOf: [{required: [a]}, {required: [b]}]}
                maybe: {type: string, nullable: true}
    - name: v2
`;

describe('an object of a definition in the repository', () => {
  const files = filesOf({
    'crds.yaml': `${configMap('a')}---\n${definition}`,
    'charts/a/Chart.yaml': '',
    'b.yaml': configMap('b'),
  });
  const schema = ownDefinition(files, 'example.com/v1', 'Widget')?.schema;
  const validate = schema === undefined ? () => ['no schema'] : validatorOf(schema);
  test.each([
    [{ size: 1, colour: 'red', code: 'aBc', free: { a: 'x', z: 1 }, port: 'http', maybe: null }, []],
    [{ template: { apiVersion: 'v1', kind: 'Pod', metadata: {}, spec: {} }, one: { a: 'x' } }, []],
    [{ sice: 1 }, ['spec.sice is not known']],
    [{ size: 0 }, ['spec.size must be > 0']],
    [{ colour: 'green' }, ['spec.colour must be one of red, blue']],
    [{ code: '1' }, ['spec.code must match pattern "^(?i)[a-z]+$"']],
    [{ free: { a: 1 } }, ['spec.free.a must be string']],
    [{ port: 1.5 }, ['spec.port must be integer,string']],
    [
      { one: {} },
      ['spec.one.a is missing', 'spec.one.b is missing', 'spec.one must match exactly one schema in oneOf'],
    ],
  ])('%j', (value, errors) => {
    expect(
      validate({ apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'a', anything: 1 }, spec: value }),
    ).toEqual(errors);
  });

  test('is known without a schema, of another version, kind or group not at all', () => {
    expect(ownDefinition(files, 'example.com/v2', 'Widget')).toEqual({ schema: undefined });
    for (const [apiVersion, kind] of [
      ['example.com/v3', 'Widget'],
      ['example.com/v1', 'Wid'],
      ['other.com/v1', 'Widget'],
    ] as const) {
      expect(ownDefinition(files, apiVersion, kind)).toBeUndefined();
    }
  });
});

test('nothing but known keywords reaches the validator, and no field name is special', () => {
  const properties = JSON.parse(
    '{"__proto__": {"type": "string"}, "$ref": {"type": "string"}, "constructor": {"type": "string"}}',
  );
  const validate = validatorOf({
    root: { $id: 'https://example.com', $dynamicRef: '#x', if: {}, properties },
    components: {},
  });
  expect(validate({ $ref: 'b', constructor: 'c' })).toEqual([]);
  expect(validate(JSON.parse('{"__proto__": {"polluted": true}}'))).toEqual(['__proto__ is not known']);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  expect(validate({ other: 1 })).toEqual(['other is not known']);
});

test('a pattern that would take for ever elsewhere takes no time here', () => {
  const validate = validatorOf({
    root: { type: 'object', properties: { a: { type: 'string', pattern: '^(a+)+$' } } },
    components: {},
  });
  const start = process.cpuUsage();
  expect(validate({ a: `${'a'.repeat(5000)}!` })).toHaveLength(1);
  expect(cpuMsSince(start)).toBeLessThan(2_000);
});
