/** OpenAPI v3 of the Kubernetes API of the tests: the real shapes of a few kinds, cut down to the fields that tests use. */

type Schema = Readonly<Record<string, unknown>>;

const meta = 'io.k8s.apimachinery.pkg.apis.meta.v1';
const refer = (name: string) => ({ $ref: `#/components/schemas/${name}` });
/** As the real server writes a field of another type. */
const field = (name: string) => ({ default: {}, allOf: [refer(name)] });
const text = { type: 'string' };
const whole = { type: 'integer', format: 'int32' };
const texts = { type: 'object', additionalProperties: { type: 'string', default: '' } };
const object = (properties: Schema, ...required: string[]) => ({
  type: 'object',
  properties,
  ...(required.length === 0 ? {} : { required }),
});

const objectMeta = object({
  name: text,
  generateName: text,
  namespace: text,
  labels: texts,
  annotations: texts,
  creationTimestamp: { allOf: [refer(`${meta}.Time`)] },
});
const common: Record<string, Schema> = {
  [`${meta}.ObjectMeta`]: objectMeta,
  [`${meta}.Time`]: { type: 'string', format: 'date-time' },
  [`${meta}.LabelSelector`]: object({ matchLabels: texts }),
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': {
    format: 'int-or-string',
    oneOf: [{ type: 'integer' }, { type: 'string' }],
  },
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { oneOf: [{ type: 'string' }, { type: 'number' }] },
};

const kind = (group: string, version: string, name: string, properties: Schema): Schema => ({
  ...object({ apiVersion: text, kind: text, metadata: field(`${meta}.ObjectMeta`), ...properties }),
  'x-kubernetes-group-version-kind': [{ group, version, kind: name }],
});

const core = 'io.k8s.api.core.v1';
const quantities = {
  type: 'object',
  additionalProperties: refer('io.k8s.apimachinery.pkg.api.resource.Quantity'),
};
const pods: Record<string, Schema> = {
  [`${core}.PodTemplateSpec`]: object({ metadata: field(`${meta}.ObjectMeta`), spec: field(`${core}.PodSpec`) }),
  [`${core}.PodSpec`]: object(
    { containers: { type: 'array', items: field(`${core}.Container`) }, nodeSelector: texts },
    'containers',
  ),
  [`${core}.Container`]: object(
    {
      name: { type: 'string', default: '' },
      image: text,
      args: { type: 'array', items: { type: 'string', default: '' } },
      env: { type: 'array', items: field(`${core}.EnvVar`) },
      ports: { type: 'array', items: field(`${core}.ContainerPort`) },
      readinessProbe: { allOf: [refer(`${core}.Probe`)] },
      resources: field(`${core}.ResourceRequirements`),
    },
    'name',
  ),
  [`${core}.EnvVar`]: object({ name: { type: 'string', default: '' }, value: text }, 'name'),
  [`${core}.ContainerPort`]: object({ name: text, containerPort: { ...whole, default: 0 } }, 'containerPort'),
  [`${core}.Probe`]: object({ httpGet: { allOf: [refer(`${core}.HTTPGetAction`)] }, periodSeconds: whole }),
  [`${core}.HTTPGetAction`]: object(
    { path: text, port: { allOf: [refer('io.k8s.apimachinery.pkg.util.intstr.IntOrString')] } },
    'port',
  ),
  [`${core}.ResourceRequirements`]: object({ limits: quantities, requests: quantities }),
};

const documents: Readonly<Record<string, Record<string, Schema>>> = {
  'api/v1': {
    ...common,
    [`${core}.Namespace`]: kind('', 'v1', 'Namespace', { spec: { type: 'object' } }),
    [`${core}.ConfigMap`]: kind('', 'v1', 'ConfigMap', { data: texts, immutable: { type: 'boolean' } }),
    [`${core}.Secret`]: kind('', 'v1', 'Secret', { data: texts, stringData: texts, type: text }),
    [`${core}.Service`]: kind('', 'v1', 'Service', { spec: field(`${core}.ServiceSpec`) }),
    [`${core}.ServiceSpec`]: object({
      selector: texts,
      type: text,
      ports: { type: 'array', items: field(`${core}.ServicePort`) },
    }),
    [`${core}.ServicePort`]: object(
      {
        name: text,
        port: { ...whole, default: 0 },
        targetPort: { default: 0, allOf: [refer('io.k8s.apimachinery.pkg.util.intstr.IntOrString')] },
      },
      'port',
    ),
  },
  'apis/apps/v1': {
    ...common,
    ...pods,
    'io.k8s.api.apps.v1.Deployment': kind('apps', 'v1', 'Deployment', {
      spec: field('io.k8s.api.apps.v1.DeploymentSpec'),
    }),
    'io.k8s.api.apps.v1.DeploymentSpec': object(
      {
        replicas: whole,
        selector: { allOf: [refer(`${meta}.LabelSelector`)] },
        template: field(`${core}.PodTemplateSpec`),
        paused: { type: 'boolean' },
        progressDeadlineSeconds: whole,
      },
      'selector',
      'template',
    ),
  },
};

/** Answers the index and its documents; undefined for every other path. */
export function openApiDocument(path: string): object | undefined {
  if (path === '/openapi/v3') {
    const entries = Object.keys(documents).map((name) => [name, { serverRelativeURL: `/openapi/v3/${name}?hash=0` }]);
    return { paths: Object.fromEntries(entries) };
  }
  const schemas = documents[path.replace('/openapi/v3/', '')];
  if (schemas === undefined || !path.startsWith('/openapi/v3/')) return undefined;
  return { openapi: '3.0.0', info: { title: 'Kubernetes', version: 'v1.33.0' }, components: { schemas } };
}

/** The first field of an object that its schema does not declare (`.spec.replica`); kinds without a schema take all. */
export function undeclaredField(apiVersion: string, kindName: string, value: unknown): string | undefined {
  const schemas = documents[apiVersion.includes('/') ? `apis/${apiVersion}` : `api/${apiVersion}`] ?? {};
  const root = Object.values(schemas).find((schema) => {
    const kinds = (schema['x-kubernetes-group-version-kind'] ?? []) as readonly { readonly kind: string }[];
    return kinds.some((one) => one.kind === kindName);
  });
  return root === undefined ? undefined : undeclared(root, value, '', schemas);
}

function undeclared(
  schema: Schema,
  value: unknown,
  at: string,
  schemas: Readonly<Record<string, Schema>>,
): string | undefined {
  const [part] = (schema['allOf'] ?? []) as readonly Schema[];
  const name = String((part ?? schema)['$ref'] ?? '').replace('#/components/schemas/', '');
  if (name !== '') return undeclared(schemas[name] ?? {}, value, at, schemas);
  if (Array.isArray(value)) {
    const items = (schema['items'] ?? {}) as Schema;
    return value
      .map((item, index) => undeclared(items, item, `${at}[${index}]`, schemas))
      .find((found) => found !== undefined);
  }
  const properties = schema['properties'] as Readonly<Record<string, Schema>> | undefined;
  if (properties === undefined || typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const declared = properties[key];
    const found = declared === undefined ? `${at}.${key}` : undeclared(declared, inner, `${at}.${key}`, schemas);
    if (found !== undefined) return found;
  }
  return undefined;
}
