/** An object without what no rule reads: a dump is mostly pod templates, managed fields, schemas and data. */
import type { KubeObject } from '../kube-object.ts';

const topFields = [
  ...['apiVersion', 'kind', 'addressType', 'ports', 'endpoints', 'subsets', 'volumeBindingMode'],
  ...['type', 'reason', 'message', 'note', 'involvedObject', 'regarding', 'series'],
  ...['firstTimestamp', 'lastTimestamp', 'eventTime', 'deprecatedLastTimestamp'],
];
const metadataFields = [
  ...['name', 'namespace', 'uid', 'generation', 'creationTimestamp', 'deletionTimestamp', 'finalizers'],
  ...['labels', 'annotations', 'ownerReferences'],
];
const specFields = [
  ...['restartPolicy', 'replicas', 'paused', 'updateStrategy', 'suspend', 'schedule', 'selector', 'type'],
  ...['ports', 'publishNotReadyAddresses', 'storageClassName', 'volumeName', 'unschedulable'],
  ...['defaultBackend', 'backend', 'rules', 'sourceRef', 'chart'],
];
/** Long lists in a status that no rule reads. */
const longStatus = new Set(['images', 'inventory', 'volumesAttached', 'volumesInUse']);
const containerFields = ['name', 'image', 'restartPolicy'];
/** What kubectl apply keeps of the whole object, data of Secrets included. */
const longAnnotation = 'kubectl.kubernetes.io/last-applied-configuration';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The fields that rules read. Null counts as left out, as it does for Kubernetes, and so does a spec or status that is
 * no mapping. What is kept of the object is changed in place.
 */
export function slimObject(object: object): KubeObject {
  const { metadata, spec, status, ...top } = object as Fields;
  return withoutNulls({
    ...pick(top, topFields),
    ...(isFields(metadata) ? { metadata: slimMetadata(metadata) } : {}),
    ...(isFields(spec) ? { spec: slimSpec(spec) } : {}),
    ...(isFields(status) ? { status: omit(status, longStatus) } : {}),
  });
}

function slimMetadata(metadata: Fields): Fields {
  const slim = pick(metadata, metadataFields);
  const { annotations } = slim;
  return isFields(annotations) ? { ...slim, annotations: omit(annotations, new Set([longAnnotation])) } : slim;
}

function slimSpec(spec: Fields): Fields {
  const slim: Record<string, unknown> = pick(spec, specFields);
  for (const key of ['containers', 'initContainers']) {
    const containers = spec[key];
    if (!Array.isArray(containers)) continue;
    slim[key] = containers.map((one: unknown) => (isFields(one) ? pick(one, containerFields) : one));
  }
  return slim;
}

function pick(fields: Fields, keys: readonly string[]): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const key of keys) if (fields[key] !== undefined) picked[key] = fields[key];
  return picked;
}

function omit(fields: Fields, keys: ReadonlySet<string>): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !keys.has(key)));
}

/** Marks null as left out, all the way down; walks no deeper than statuses go. */
function withoutNulls<T extends object>(value: T, depth = 0): T {
  if (depth > 12) return value;
  for (const [key, field] of Object.entries(value)) {
    if (field === null) (value as Record<string, unknown>)[key] = undefined;
    else if (typeof field === 'object') withoutNulls(field as object, depth + 1);
  }
  return value;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
