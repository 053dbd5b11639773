/** An object without what no rule and no snapshot reads: a dump is mostly pod templates, managed fields, schemas and data. */
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
  ...['defaultBackend', 'backend', 'rules', 'parentRefs', 'sourceRef', 'chart'],
];
/** Long lists in a status that no rule reads. */
const longStatus = new Set(['images', 'inventory', 'volumesAttached', 'volumesInUse']);
const containerFields = ['name', 'image', 'imagePullPolicy', 'restartPolicy'];
/** What kubectl apply keeps of the whole object, data of Secrets included. */
const longAnnotations = new Set(['kubectl.kubernetes.io/last-applied-configuration']);

type Fields = Readonly<Record<string, unknown>>;

/**
 * The fields that rules read. Null counts as left out, as it does for Kubernetes, and so does a spec or status that is
 * no mapping. What is kept of the object is changed in place.
 */
export function slimObject(object: object): KubeObject {
  const { metadata, spec, status } = object as Fields;
  const slim = pick(object as Fields, topFields);
  if (isFields(metadata)) slim['metadata'] = slimMetadata(metadata);
  if (isFields(spec)) slim['spec'] = slimSpec(spec);
  if (isFields(status)) slim['status'] = omit(status, longStatus);
  return withoutNulls(slim);
}

function slimMetadata(metadata: Fields): Fields {
  const slim = pick(metadata, metadataFields);
  const { annotations } = slim;
  return isFields(annotations) ? { ...slim, annotations: omit(annotations, longAnnotations) } : slim;
}

function slimSpec(spec: Fields): Fields {
  const { template } = spec;
  const slim = { ...pick(spec, specFields), ...slimContainers(spec) };
  return isFields(template) ? { ...slim, template: slimTemplate(template) } : slim;
}

/** Whose pods a service would select, and the images that a snapshot compares. */
function slimTemplate({ metadata, spec }: Fields): Fields {
  return {
    ...(isFields(metadata) ? { metadata: pick(metadata, ['labels']) } : {}),
    ...(isFields(spec) ? { spec: slimContainers(spec) } : {}),
  };
}

function slimContainers(spec: Fields): Fields {
  const slim: Record<string, unknown> = {};
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
  const rest: Record<string, unknown> = {};
  for (const key in fields) if (!keys.has(key)) rest[key] = fields[key];
  return rest;
}

/** Marks null as left out, all the way down; walks no deeper than statuses go. */
function withoutNulls<T extends object>(value: T, depth = 0): T {
  if (depth > 12) return value;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object' && item !== null) withoutNulls(item, depth + 1);
    return value;
  }
  const fields = value as Record<string, unknown>;
  for (const key in fields) {
    const field = fields[key];
    if (field === null) fields[key] = undefined;
    else if (typeof field === 'object') withoutNulls(field as object, depth + 1);
  }
  return value;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
