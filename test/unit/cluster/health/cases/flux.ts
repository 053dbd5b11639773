/** What the controllers of Flux write: sources, and what has Flux's common rule. */
import type { Condition, KubeObject } from '../../../../../src/cluster/kube-object.ts';
import { ago, type Case, condition, deleted, type Fields, meta, object } from './case.ts';

/** A commit of the branch main, as Flux writes revisions since 2023. */
export const commit = (digit: string) => `main@sha1:${digit.repeat(40)}`;

/** A condition of Flux, of generation 3 unless something else is said. */
export function told(
  type: string,
  status: 'True' | 'False' | 'Unknown',
  reason: string,
  message = '',
  observedGeneration = 3,
): Condition {
  return condition(type, status, reason, { message, observedGeneration });
}

/** An object of Flux in generation 3, seen by its controller. */
export function fluxObject(
  apiVersion: string,
  kind: string,
  name: string,
  conditions: readonly object[],
  { spec = {}, status = {}, metadata = {} }: { spec?: Fields; status?: Fields; metadata?: Fields } = {},
): KubeObject {
  return object(apiVersion, kind, meta(name, { namespace: 'flux-system', generation: 3, ...metadata }), {
    spec: { interval: '10m0s', ...spec },
    status: { observedGeneration: 3, conditions, ...status },
  });
}

const source = 'source.toolkit.fluxcd.io/v1';
const artifact = (revision: string) => ({
  artifact: {
    digest: 'sha256:9f1c',
    lastUpdateTime: ago(1200),
    path: 'gitrepository/flux-system/shop/9f1c.tar.gz',
    revision,
    size: 28_114,
    url: 'http://source-controller.flux-system.svc.cluster.local./gitrepository/flux-system/shop/9f1c.tar.gz',
  },
});

/** The GitRepository shop, which has stored the commit. */
export function gitRepository(
  revision = commit('a'),
  rest: { spec?: Fields; conditions?: readonly object[] } = {},
): KubeObject {
  const conditions = rest.conditions ?? [
    told('Ready', 'True', 'Succeeded', `stored artifact for revision '${revision}'`),
    told('ArtifactInStorage', 'True', 'Succeeded', `stored artifact for revision '${revision}'`),
  ];
  return fluxObject(source, 'GitRepository', 'shop', conditions, {
    spec: { url: 'https://git.example.com/shop.git', ref: { branch: 'main' }, ...rest.spec },
    status: artifact(revision),
  });
}

const refused = 'failed to checkout and determine revision: authentication required';
const retrying = told('Reconciling', 'True', 'ProgressingWithRetry', 'building artifact');
const fetchFailed = [
  told('Ready', 'False', 'GitOperationFailed', refused),
  told('FetchFailed', 'True', 'GitOperationFailed', refused),
];

function helmRepository(spec: Fields, conditions: readonly object[], status: Fields = {}): KubeObject {
  return fluxObject(source, 'HelmRepository', 'charts', conditions, { spec, status });
}

export const fluxSourceCases: readonly Case[] = [
  {
    name: 'GitRepository: stored its artifact',
    object: gitRepository(),
    is: 'healthy Healthy',
    says: 'stored main@sha1:aaaaaaaaaa',
  },
  {
    name: 'GitRepository: suspended, although Ready stays True',
    object: gitRepository(commit('a'), { spec: { suspend: true } }),
    is: 'suspended Suspended',
  },
  {
    name: 'GitRepository: suspended, which its controller never marks as seen',
    object: { ...gitRepository(commit('a'), { spec: { suspend: true } }), metadata: { name: 'shop', generation: 4 } },
    is: 'suspended Suspended',
  },
  {
    name: 'GitRepository: made a moment ago: kstatus calls that current',
    object: fluxObject(source, 'GitRepository', 'shop', [], {
      metadata: { generation: 1 },
      status: { observedGeneration: -1 },
    }),
    is: 'progressing NotObserved',
  },
  {
    name: 'GitRepository: as a manifest has it',
    object: object(source, 'GitRepository', meta('shop'), { spec: { url: 'https://git.example.com/shop.git' } }),
    is: 'progressing NotObserved',
  },
  {
    name: 'GitRepository: fetches',
    object: gitRepository(commit('a'), {
      conditions: [
        told('Reconciling', 'True', 'Progressing', 'reconciliation in progress'),
        told('Ready', 'Unknown', 'Progressing'),
      ],
    }),
    is: 'progressing Progressing',
  },
  {
    name: 'GitRepository: is refused and tries again',
    object: gitRepository(commit('a'), { conditions: [retrying, ...fetchFailed] }),
    is: 'progressing GitOperationFailed',
    says: 'authentication required',
  },
  {
    name: 'GitRepository: is refused, and nothing says that it tries again',
    object: gitRepository(commit('a'), { conditions: fetchFailed }),
    is: 'failed GitOperationFailed',
  },
  {
    name: 'GitRepository: its address is none, it has given up',
    object: gitRepository(commit('a'), {
      conditions: [
        told('Ready', 'False', 'URLInvalid', 'scheme is not valid'),
        told('Stalled', 'True', 'URLInvalid', 'scheme is not valid'),
      ],
    }),
    is: 'failed URLInvalid',
  },
  {
    name: 'GitRepository: Stalled beats Reconciling',
    object: gitRepository(commit('a'), {
      conditions: [retrying, told('Stalled', 'True', 'URLInvalid', 'scheme is not valid')],
    }),
    is: 'failed URLInvalid',
  },
  {
    name: 'GitRepository: Ready of an older generation',
    object: gitRepository(commit('a'), { conditions: [told('Ready', 'True', 'Succeeded', '', 2)] }),
    is: 'progressing NotReady',
  },
  {
    name: 'GitRepository: ready without an artifact',
    object: fluxObject(source, 'GitRepository', 'shop', [told('Ready', 'True', 'Succeeded')]),
    is: 'progressing NoArtifact',
  },
  {
    name: 'GitRepository: as v1beta1 has it, conditions without a generation',
    object: fluxObject(
      'source.toolkit.fluxcd.io/v1beta1',
      'GitRepository',
      'shop',
      [condition('Ready', 'True', 'GitOperationSucceed')],
      {
        status: artifact(`main/${'a'.repeat(40)}`),
      },
    ),
    is: 'healthy Healthy',
    says: 'stored main/aaaaaaaaaa',
  },
  {
    name: 'GitRepository: being deleted',
    object: fluxObject(source, 'GitRepository', 'shop', [], { metadata: deleted }),
    is: 'terminating Terminating',
  },
  {
    name: 'OCIRepository: stored its artifact',
    object: fluxObject(
      'source.toolkit.fluxcd.io/v1beta2',
      'OCIRepository',
      'manifests',
      [told('Ready', 'True', 'Succeeded')],
      {
        status: artifact(`latest@sha256:${'b'.repeat(64)}`),
      },
    ),
    is: 'healthy Healthy',
    says: 'stored latest@sha256:bbbbbbbbbb',
  },
  {
    name: 'OCIRepository: its signature is not verified',
    object: fluxObject(source, 'OCIRepository', 'manifests', [
      told('Ready', 'False', 'VerificationError', 'no matching signatures'),
      told('SourceVerified', 'False', 'VerificationError', 'no matching signatures'),
    ]),
    is: 'failed VerificationError',
  },
  {
    name: 'Bucket: stored its artifact',
    object: fluxObject(source, 'Bucket', 'site', [told('Ready', 'True', 'Succeeded')], {
      status: artifact(`sha256:${'c'.repeat(64)}`),
    }),
    is: 'healthy Healthy',
  },
  {
    name: 'HelmRepository: stored its index',
    object: helmRepository(
      { url: 'https://charts.example.com' },
      [told('Ready', 'True', 'Succeeded')],
      artifact(`sha256:${'d'.repeat(64)}`),
    ),
    is: 'healthy Healthy',
  },
  {
    name: 'HelmRepository of type oci: static, without a status',
    object: object(source, 'HelmRepository', meta('charts'), {
      spec: { type: 'oci', url: 'oci://registry.example/charts', interval: '0s' },
    }),
    is: 'healthy Healthy',
    says: 'exists',
  },
  {
    name: 'HelmRepository of type oci: suspended',
    object: object(source, 'HelmRepository', meta('charts'), { spec: { type: 'oci', suspend: true } }),
    is: 'suspended Suspended',
  },
  {
    name: 'HelmRepository of another type: no status is no pass',
    object: object(source, 'HelmRepository', meta('charts'), { spec: { url: 'https://charts.example.com' } }),
    is: 'progressing NotObserved',
  },
  {
    name: 'HelmChart: pulled',
    object: fluxObject(
      source,
      'HelmChart',
      'shop-web',
      [told('Ready', 'True', 'ChartPullSucceeded', "pulled 'web' chart with version '1.5.0'")],
      {
        status: artifact('1.5.0'),
      },
    ),
    is: 'healthy Healthy',
    says: 'stored 1.5.0',
  },
  {
    name: 'HelmChart: its source has nothing yet',
    object: fluxObject(source, 'HelmChart', 'shop-web', [
      told('Ready', 'False', 'NoSourceArtifact', 'no artifact available for HelmRepository source'),
    ]),
    is: 'progressing NoSourceArtifact',
  },
  {
    name: 'HelmChart: no such version',
    object: fluxObject(source, 'HelmChart', 'shop-web', [
      told(
        'Ready',
        'False',
        'InvalidChartReference',
        "invalid chart reference: failed to get chart version for remote reference: no 'web' chart with version matching '9.9.9' found",
      ),
      told('Stalled', 'True', 'InvalidChartReference', "no 'web' chart with version matching '9.9.9' found"),
    ]),
    is: 'failed InvalidChartReference',
  },
];

const image = 'image.toolkit.fluxcd.io/v1beta2';
const notification = 'notification.toolkit.fluxcd.io';

export const fluxObjectCases: readonly Case[] = [
  {
    name: 'ImageRepository: scanned',
    object: fluxObject(image, 'ImageRepository', 'web', [
      told('Ready', 'True', 'Succeeded', 'successful scan: found 42 tags'),
    ]),
    is: 'healthy Healthy',
    says: '42 tags',
  },
  {
    name: 'ImagePolicy: no tag fits',
    object: fluxObject(image, 'ImagePolicy', 'web', [
      told('Ready', 'False', 'UpdatePolicyFailed', 'unable to determine latest version from provided list'),
    ]),
    is: 'failed UpdatePolicyFailed',
  },
  {
    name: 'ImagePolicy: waits for its repository',
    object: fluxObject(image, 'ImagePolicy', 'web', [
      told('Ready', 'False', 'DependencyNotReady', 'referenced ImageRepository has not been scanned yet'),
    ]),
    is: 'progressing DependencyNotReady',
  },
  {
    name: 'ImageUpdateAutomation: suspended',
    object: fluxObject(image, 'ImageUpdateAutomation', 'shop', [told('Ready', 'True', 'Succeeded')], {
      spec: { suspend: true },
    }),
    is: 'suspended Suspended',
  },
  {
    name: 'Receiver: no status yet',
    object: object(`${notification}/v1`, 'Receiver', meta('hook', { generation: 1 })),
    is: 'progressing NotObserved',
  },
  {
    name: 'Alert: has no status since v1beta3',
    object: object(`${notification}/v1beta3`, 'Alert', meta('on-call', { generation: 1 })),
    is: 'healthy Healthy',
  },
  {
    name: 'Alert: suspended',
    object: object(`${notification}/v1beta3`, 'Alert', meta('on-call'), { spec: { suspend: true } }),
    is: 'suspended Suspended',
  },
  {
    name: 'Provider: as v1beta2 has it, not ready',
    object: fluxObject(`${notification}/v1beta2`, 'Provider', 'chat', [told('Ready', 'False', 'ValidationFailed')]),
    is: 'progressing ValidationFailed',
  },
  {
    name: 'a kustomization.yaml is none of Flux',
    object: object('kustomize.config.k8s.io/v1beta1', 'Kustomization', meta('shop')),
    is: 'healthy Healthy',
    says: 'exists',
  },
];
