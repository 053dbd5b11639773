/** What the scripted model does for each criterion of the demo repository: plain commands that really run. */

export interface ScriptedWork {
  readonly task: string;
  /** A part of the criterion's text that no other criterion of the task has. */
  readonly criterion: string;
  /** What the agent says first. */
  readonly plan: string;
  /** Commands in order, each a call of its own. */
  readonly commands: readonly string[];
  /** Run last and cited as evidence: exits 0 only when the criterion is reached. */
  readonly proof: string;
  readonly observation: string;
  readonly summary: string;
}

/** sed writes in place with a suffix only, so that GNU's and BSD's do the same. */
function replace(file: string, from: string, to: string): string {
  return `sed -i.bak 's|${from}|${to}|' ${file} && rm ${file}.bak`;
}

/** Writes a whole file; the text holds no line that is only EOF. */
function write(file: string, text: string): string {
  return `cat > ${file} <<'EOF'\n${text.trimStart()}EOF`;
}

function append(file: string, text: string): string {
  return `cat >> ${file} <<'EOF'\n${text}EOF`;
}

const frontend = 'apps/frontend/deployment.yaml';
const cart = 'apps/cart/deployment.yaml';
const catalogue = 'apps/catalogue/deployment.yaml';

/** The container is the last thing in the manifest, so its resources can be appended. */
function resources(cpu: string, memory: string, limit: string): string {
  return `          resources:
            requests:
              cpu: ${cpu}
              memory: ${memory}
            limits:
              memory: ${limit}
`;
}

function listResource(folder: string, file: string): Omit<ScriptedWork, 'task' | 'criterion'> {
  return {
    plan: `A manifest that the kustomization does not list is never applied. I add ${file}.`,
    commands: [
      `cat apps/${folder}/kustomization.yaml`,
      append(`apps/${folder}/kustomization.yaml`, `  - ${file}\n`),
      `git diff apps/${folder}/kustomization.yaml`,
    ],
    proof: `grep -n '^  - ${file}$' apps/${folder}/kustomization.yaml && test -f apps/${folder}/${file}`,
    observation: 'The file is listed and exists.',
    summary: `Listed ${file} in apps/${folder}/kustomization.yaml.`,
  };
}

/** Every open criterion of the demo's tasks that can become ready. */
export const scriptedWork: readonly ScriptedWork[] = [
  {
    task: 'TASK-004',
    criterion: 'image `1.5.0`',
    plan: 'I look at the manifest, set the new tag and leave everything else as it is.',
    commands: [
      `cat ${frontend}`,
      replace(frontend, 'shop/frontend:1.4.2', 'shop/frontend:1.5.0'),
      `git diff ${frontend}`,
    ],
    proof: `grep -n 'image: registry.shop.test/shop/frontend:1.5.0' ${frontend}`,
    observation: 'The Deployment names the image 1.5.0.',
    summary: 'Set the frontend image to 1.5.0; nothing else in the manifest changed.',
  },
  {
    task: 'TASK-004',
    criterion: '3 replicas',
    plan: 'The replica count is in the same manifest. No autoscaler owns it, so I can set it there.',
    commands: [
      "grep -rn 'HorizontalPodAutoscaler' apps || echo 'no autoscaler'",
      replace(frontend, 'replicas: 2', 'replicas: 3'),
      `git diff ${frontend}`,
    ],
    proof: `grep -n '^  replicas: 3$' ${frontend}`,
    observation: 'The Deployment asks for 3 replicas.',
    summary: 'Raised the replicas of the frontend from 2 to 3.',
  },
  {
    task: 'TASK-004',
    criterion: 'roll back',
    plan: 'I read the runbook and add the way back to 1.4.2 in its own section.',
    commands: [
      'cat docs/runbooks/frontend.md',
      append(
        'docs/runbooks/frontend.md',
        `
## Roll back to 1.4.2

1. \`git revert\` the commit that set 1.5.0 in \`apps/frontend/deployment.yaml\`, and push: Flux applies it within a minute.
2. \`flux reconcile kustomization apps --with-source\`, when a minute is too long.
3. \`kubectl -n shop rollout status deploy/frontend\` ends when 1.4.2 serves again. Carts survive: they are in Redis.
`,
      ),
      'git diff docs/runbooks/frontend.md',
    ],
    proof: "grep -n '^## Roll back to 1.4.2$' docs/runbooks/frontend.md",
    observation: 'The runbook has the section.',
    summary: 'The runbook says how to roll the frontend back to 1.4.2.',
  },
  {
    task: 'TASK-005',
    criterion: 'image `0.9.2`',
    plan: 'The frontend that sets the cookie is out, so the cart may follow.',
    commands: [replace(cart, 'shop/cart:0.9.1', 'shop/cart:0.9.2'), `git diff ${cart}`],
    proof: `grep -n 'image: registry.shop.test/shop/cart:0.9.2' ${cart}`,
    observation: 'The Deployment names the image 0.9.2.',
    summary: 'Set the cart image to 0.9.2.',
  },
  {
    task: 'TASK-005',
    criterion: 'SESSION_COOKIE',
    plan: 'I look where the name of the cookie is set and change it there.',
    commands: ["grep -rn 'legacy_session' apps", replace(cart, 'legacy_session', 'shop_session'), `git diff ${cart}`],
    proof: `grep -n -A1 'SESSION_COOKIE' ${cart} | grep 'shop_session'`,
    observation: 'SESSION_COOKIE is shop_session.',
    summary: 'The cart reads the cookie shop_session.',
  },
  {
    task: 'TASK-006',
    criterion: 'Ingress routes',
    plan: 'I write the ingress for the Service that exists already.',
    commands: [
      'cat apps/frontend/service.yaml',
      write(
        'apps/frontend/ingress.yaml',
        `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: frontend
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: frontend
                port:
                  name: http
`,
      ),
    ],
    proof: "grep -n 'host: shop.example.com' apps/frontend/ingress.yaml",
    observation: 'The ingress routes the host to the Service frontend.',
    summary: 'Wrote the ingress for shop.example.com.',
  },
  { task: 'TASK-006', criterion: 'lists the ingress', ...listResource('frontend', 'ingress.yaml') },
  {
    task: 'TASK-007',
    criterion: 'Frontend requests',
    plan: 'The cart is the example. I give the frontend the same three lines with its own values.',
    commands: [`tail -n 7 ${cart}`, append(frontend, resources('100m', '128Mi', '256Mi')), `git diff ${frontend}`],
    proof: `grep -n -A5 'resources:' ${frontend} | grep 'memory: 256Mi'`,
    observation: 'Requests and the limit are set.',
    summary: 'The frontend requests 100m CPU and 128Mi memory, limited to 256Mi.',
  },
  {
    task: 'TASK-007',
    criterion: 'Catalogue requests',
    plan: 'The same for the catalogue.',
    commands: [append(catalogue, resources('50m', '96Mi', '192Mi')), `git diff ${catalogue}`],
    proof: `grep -n -A5 'resources:' ${catalogue} | grep 'memory: 192Mi'`,
    observation: 'Requests and the limit are set.',
    summary: 'The catalogue requests 50m CPU and 96Mi memory, limited to 192Mi.',
  },
  {
    task: 'TASK-007',
    criterion: 'docs/resources.md',
    plan: 'I collect the values from the manifests and write them down.',
    commands: [
      "grep -n -A5 'resources:' apps/*/deployment.yaml",
      write(
        'docs/resources.md',
        `
# Requests and limits

| app | CPU request | memory request | memory limit |
|---|---|---|---|
| frontend | 100m | 128Mi | 256Mi |
| cart | 50m | 96Mi | 192Mi |
| catalogue | 50m | 96Mi | 192Mi |
`,
      ),
    ],
    proof: "grep -c -E '^[|] (frontend|cart|catalogue) ' docs/resources.md",
    observation: 'All three apps are listed.',
    summary: 'docs/resources.md lists requests and limits of the three apps.',
  },
  {
    task: 'TASK-008',
    criterion: 'image `2.1.0`',
    plan: 'I set the new tag as the release note says.',
    commands: [replace(catalogue, 'shop/catalogue:2.0.3', 'shop/catalogue:2.1.0'), `git diff ${catalogue}`],
    proof: `grep -n 'image: registry.shop.test/shop/catalogue:2.1.0' ${catalogue}`,
    observation: 'The Deployment names the image 2.1.0.',
    summary: 'Set the catalogue image to 2.1.0.',
  },
  {
    task: 'TASK-009',
    criterion: 'Network policy admits',
    plan: 'I write a policy that selects the cart and admits the frontend alone.',
    commands: [
      write(
        'apps/cart/network-policy.yaml',
        `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: cart
spec:
  podSelector:
    matchLabels:
      app: cart
  policyTypes:
    - Ingress
  ingress:
    - from:
        - podSelector:
            matchLabels:
              app: frontend
`,
      ),
    ],
    proof: "grep -n 'app: frontend' apps/cart/network-policy.yaml",
    observation: 'Only pods of the frontend are admitted.',
    summary: 'Wrote a network policy that admits the frontend alone to the cart.',
  },
  { task: 'TASK-009', criterion: 'lists the network policy', ...listResource('cart', 'network-policy.yaml') },
  {
    task: 'TASK-010',
    criterion: 'Disruption budget keeps',
    plan: 'I write a budget for the pods of the frontend.',
    commands: [
      write(
        'apps/frontend/disruption-budget.yaml',
        `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: frontend
spec:
  minAvailable: 1
  selector:
    matchLabels:
      app: frontend
`,
      ),
    ],
    proof: "grep -n 'minAvailable: 1' apps/frontend/disruption-budget.yaml",
    observation: 'One replica stays available.',
    summary: 'Wrote a disruption budget that keeps one replica of the frontend.',
  },
  { task: 'TASK-010', criterion: 'lists the disruption budget', ...listResource('frontend', 'disruption-budget.yaml') },
];
