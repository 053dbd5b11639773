/** Objects of a healthy cluster, as long as real ones are. */

type Fields = Readonly<Record<string, unknown>>;

const time = '2026-01-31T11:00:00Z';
const meta = (name: string, more: Fields = {}): Fields => ({
  creationTimestamp: time,
  name,
  namespace: 'shop',
  resourceVersion: '18446744',
  uid: `6f1d2c3b-0000-4000-8000-${name}`,
  ...more,
});
const owner = (kind: string, name: string): Fields => ({
  ownerReferences: [
    { apiVersion: 'apps/v1', blockOwnerDeletion: true, controller: true, kind, name, uid: `6f1d2c3b-${name}` },
  ],
});
const condition = (type: string): Fields => ({ lastProbeTime: null, lastTransitionTime: time, status: 'True', type });
const probe = (path: string): Fields => ({
  failureThreshold: 3,
  httpGet: { path, port: 'http', scheme: 'HTTP' },
  periodSeconds: 10,
  successThreshold: 1,
  timeoutSeconds: 1,
});

const template: Fields = {
  containers: [
    {
      env: [
        { name: 'POD_NAME', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } },
        { name: 'LOG_LEVEL', value: 'info' },
        { name: 'GREETING', value: 'He said: "all is well", and left' },
      ],
      image: 'registry.example/shop/web:1.5.0',
      imagePullPolicy: 'IfNotPresent',
      livenessProbe: probe('/healthz'),
      name: 'app',
      ports: [{ containerPort: 8080, name: 'http', protocol: 'TCP' }],
      readinessProbe: probe('/ready'),
      resources: { limits: { cpu: '1', memory: '512Mi' }, requests: { cpu: '100m', memory: '128Mi' } },
      securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, runAsNonRoot: true },
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
      volumeMounts: [
        { mountPath: '/etc/shop', name: 'settings' },
        { mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', name: 'kube-api-access', readOnly: true },
      ],
    },
  ],
  dnsPolicy: 'ClusterFirst',
  restartPolicy: 'Always',
  schedulerName: 'default-scheduler',
  securityContext: {},
  serviceAccount: 'shop',
  serviceAccountName: 'shop',
  terminationGracePeriodSeconds: 30,
  tolerations: ['not-ready', 'unreachable'].map((taint) => ({
    effect: 'NoExecute',
    key: `node.kubernetes.io/${taint}`,
    operator: 'Exists',
    tolerationSeconds: 300,
  })),
  volumes: [
    { configMap: { defaultMode: 420, name: 'settings' }, name: 'settings' },
    {
      name: 'kube-api-access',
      projected: {
        defaultMode: 420,
        sources: [
          { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
          { configMap: { items: [{ key: 'ca.crt', path: 'ca.crt' }], name: 'kube-root-ca.crt' } },
        ],
      },
    },
  ],
};

function pod(app: string, hash: string, index: number): Fields {
  const labels = { app, 'app.kubernetes.io/managed-by': 'Helm', 'pod-template-hash': hash };
  const name = `${app}-${hash}-${index.toString(36).padStart(5, '0')}`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: meta(name, { generateName: `${app}-${hash}-`, labels, ...owner('ReplicaSet', `${app}-${hash}`) }),
    spec: { ...template, nodeName: `node-${index % 100}` },
    status: {
      conditions: ['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled'].map(
        condition,
      ),
      containerStatuses: [
        {
          containerID: `containerd://${'0a1b2c3d'.repeat(8)}`,
          image: 'registry.example/shop/web:1.5.0',
          imageID: `registry.example/shop/web@sha256:${'0a1b2c3d'.repeat(8)}`,
          lastState: {},
          name: 'app',
          ready: true,
          restartCount: 0,
          started: true,
          state: { running: { startedAt: time } },
        },
      ],
      hostIP: '192.168.49.2',
      phase: 'Running',
      podIP: `10.244.${index >> 8}.${index & 255}`,
      qosClass: 'Burstable',
      startTime: time,
    },
  };
}

/** So many pods, ten of each Deployment with its ReplicaSet, service and slice. */
export function* clusterObjects(pods: number): Generator<Fields> {
  const replicas = 10;
  const counts = { replicas, readyReplicas: replicas, availableReplicas: replicas };
  for (let number = 0; number < pods / replicas; number += 1) {
    const [app, hash] = [`web-${number}`, '7d4b9c6f5'];
    const annotations = { 'deployment.kubernetes.io/revision': '3' };
    const spec = {
      replicas,
      selector: { matchLabels: { app } },
      template: { metadata: { labels: { app } }, spec: template },
    };
    const members = Array.from({ length: replicas }, (_, index) => pod(app, hash, number * replicas + index));
    yield* members;
    yield {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: meta(`${app}-${hash}`, { annotations, generation: 1, ...owner('Deployment', app) }),
      spec,
      status: { observedGeneration: 1, ...counts },
    };
    yield {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: meta(app, { annotations, generation: 3 }),
      spec,
      status: {
        conditions: [condition('Available'), condition('Progressing')],
        observedGeneration: 3,
        updatedReplicas: replicas,
        ...counts,
      },
    };
    yield {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: meta(app),
      spec: { ports: [{ name: 'http', port: 80, targetPort: 'http' }], selector: { app }, type: 'ClusterIP' },
      status: { loadBalancer: {} },
    };
    yield {
      addressType: 'IPv4',
      apiVersion: 'discovery.k8s.io/v1',
      endpoints: members.map((member) => ({
        addresses: ['10.244.0.1'],
        conditions: { ready: true, serving: true, terminating: false },
        targetRef: {
          kind: 'Pod',
          name: nameOf(member),
          namespace: 'shop',
          uid: `6f1d2c3b-0000-4000-8000-${nameOf(member)}`,
        },
      })),
      kind: 'EndpointSlice',
      metadata: meta(`${app}-x7k2p`, { labels: { 'kubernetes.io/service-name': app } }),
      ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
    };
  }
}

function nameOf({ metadata }: Fields): string {
  return String((metadata as Fields)['name']);
}
