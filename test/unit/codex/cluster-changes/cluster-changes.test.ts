import { describe, expect, test } from 'vitest';
import { type ClusterChange, clusterChanges } from '../../../../src/codex/cluster-changes/cluster-changes.ts';

const changesOf = (command: string, exitCode: number | null = 0) => clusterChanges([{ command, exitCode }]);

/** `namespace: kind/name …, -f files; …` with a `+` where it may be more. */
function summary({ namespace, targets, files, isComplete }: ClusterChange): string {
  const objects = [...targets.map(({ kind, name }) => `${kind}/${name}`), ...files.map((file) => `-f ${file}`)];
  return `${namespace ?? '-'}: ${objects.join(' ')}${isComplete ? '' : ' +'}`;
}

describe('what changes the cluster', () => {
  test.each([
    ['kubectl scale deploy/web --replicas=3', ['-: deploy/web']],
    ['kubectl scale --replicas 3 deployment web api -n shop', ['shop: deployment/web deployment/api']],
    ['kubectl -n shop --context kind delete pod web-1 web-2', ['shop: pod/web-1 pod/web-2']],
    ['kubectl delete pods,services -l app=web -nshop', ['shop:  +']],
    ['kubectl delete deploy,svc web', ['-: deploy/web svc/web']],
    ['kubectl delete ns shop --wait=false', ['-: ns/shop']],
    ['kubectl apply -f apps/web.yaml,apps/api.yaml', ['-: -f apps/web.yaml -f apps/api.yaml']],
    ['kubectl apply --server-side -f - <<EOF\nkind: Secret\nEOF', ['-: -f -']],
    ['cat web.yaml | kubectl apply -f -', ['-: -f -']],
    ['kubectl apply -k apps/shop', ['-:  +']],
    ['kubectl replace --raw /api/v1/nodes/a/status -f x.json', ['-: -f x.json +']],
    ['kubectl create -f web.yaml', ['-: -f web.yaml']],
    ['kubectl create deployment web --image=nginx:1', ['-: deployment/web']],
    ['kubectl create secret generic db --from-literal=a=b', ['-: secret/db']],
    ['kubectl create service clusterip web --tcp=80', ['-: service/web']],
    ['kubectl run tmp --image=busybox', ['-: pod/tmp']],
    ['kubectl expose deployment web --port=80', ['-: service/web']],
    ['kubectl autoscale deployment web --min=1 --max=3', ['-: horizontalpodautoscaler/web']],
    [`kubectl patch deployment web -p '{"spec":{"replicas":2}}'`, ['-: deployment/web']],
    ['kubectl edit svc/web', ['-: svc/web']],
    ['kubectl rollout restart deployment/web -n shop', ['shop: deployment/web']],
    ['kubectl rollout undo deploy web --to-revision=2', ['-: deploy/web']],
    ['kubectl set image deployment/web web=nginx:2 --namespace=shop', ['shop: deployment/web']],
    ['kubectl set env deployment/web A=b C-', ['-: deployment/web']],
    ['kubectl annotate --overwrite deploy web a=b c-', ['-: deploy/web']],
    ['kubectl label node n1 zone=a', ['-: node/n1']],
    ['kubectl label pods --all a=b', ['-:  +']],
    ['kubectl taint nodes n1 dedicated=x:NoSchedule', ['-: nodes/n1']],
    ['kubectl drain n1 --ignore-daemonsets', ['-: node/n1']],
    ['kubectl cordon n1 && kubectl uncordon n2', ['-: node/n1', '-: node/n2']],
    ['kubectl certificate approve csr-1', ['-:  +']],
    ['kubectl auth reconcile -f rbac.yaml', ['-: -f rbac.yaml']],
    ['kubectl debug node/n1 -it --image=busybox', ['-:  +']],
    ['kubectl scale deploy "$NAME" --replicas=1', ['-:  +']],
    ['kubectl delete pod $(kubectl get pods -o name | head -1)', ['-:  +']],
    ['kubectl apply --dry-run=none -f a.yaml', ['-: -f a.yaml']],
    ['helm upgrade --install web ./chart -n shop -f values.yaml --set a=b', ['shop: release/web']],
    ['helm install --namespace shop web ./chart', ['shop: release/web']],
    ['helm install --generate-name ./chart', ['-:  +']],
    ['helm uninstall web api', ['-: release/web release/api']],
    ['helm rollback web 3 --wait', ['-: release/web']],
    ['flux suspend kustomization apps', ['flux-system: kustomizations.kustomize.toolkit.fluxcd.io/apps']],
    ['flux resume hr web -n shop', ['shop: helmreleases.helm.toolkit.fluxcd.io/web']],
    ['flux delete source git apps -s', ['flux-system: gitrepositories.source.toolkit.fluxcd.io/apps']],
    ['flux create kustomization apps --path=./apps', ['flux-system: kustomizations.kustomize.toolkit.fluxcd.io/apps']],
    ['flux suspend ks --all', ['flux-system:  +']],
    ['flux uninstall --silent', ['flux-system:  +']],
    ['oc apply -f web.yaml', ['-: -f web.yaml']],
    ['oc start-build web -n shop', ['shop:  +']],
    ['kubectl-v1.30.2 delete pod web', ['-: pod/web']],
    ['microk8s.kubectl delete pod web', ['-: pod/web']],
    ['helmfile -e prod apply', ['-:  +']],
    ['helmfile -n shop sync', ['shop:  +']],
    ['helmfile --file x.yaml destroy', ['-:  +']],
    ['kubectl exec deploy/web -- rm -rf /tmp/cache', ['-:  +']],
    ['kubectl exec web -- kubectl delete pod x', ['-:  +']],
    ["kubectl exec -n shop web -- sh -c 'echo a > /etc/a'", ['shop:  +']],
    ['kubectl exec web -- curl -X DELETE localhost/items', ['-:  +']],
    ['kubectl exec web -- find / -name a -delete', ['-:  +']],
    ['kubectl exec -i web -- psql < dump.sql', ['-:  +']],
    ['kubectl cp dump.sql shop/web:/tmp/dump.sql', ['-:  +']],
    ['kubectl cp a p:/b', ['-:  +']],
    ['kubectl attach -it web', ['-:  +']],
  ])('%s', (command, expected) => {
    expect(changesOf(command).map(summary)).toEqual(expected);
  });
});

describe('where the call may stand', () => {
  const scale = 'kubectl scale deploy web --replicas=3';
  test.each([
    [`/bin/bash -lc '${scale}'`],
    [`cd apps && ${scale}`],
    [`KUBECONFIG=/tmp/a FOO=b ${scale}`],
    [`sudo -u root env A=b ${scale}`],
    [`timeout 10 ${scale} | tee log`],
    [`if ! ${scale}; then echo no; fi`],
    [`for name in web; do ${scale}; done`],
    [`bash -c "${scale}"`],
    [`bash <<'EOF'\nset -e\n${scale}\nEOF`],
    [`eval '${scale}'`],
    [`( ${scale} ) > log 2>&1`],
    [`echo "$(${scale})"`],
    [`k3s ${scale}`],
    [scale.replace('kubectl', '/usr/local/bin/kubectl')],
    [scale.replace('kubectl', 'minikube kubectl --')],
    [`true # no\n${scale}`],
    [scale.replace('kubectl', 'k=kubectl; $k')],
    [scale.replace('kubectl', `export K="kubectl --context a"; \${K}`)],
    [scale.replace('kubectl', 'alias k=kubectl\nk')],
    [scale.replace('kubectl', `\${KUBECTL:-kubectl}`)],
    [scale.replace('kubectl', 'K=/opt/bin/kubectl && sudo "$K"')],
    [scale.replace('kubectl', '$(which kubectl)')],
  ])('%s', (command) => {
    expect(changesOf(command).map(summary)).toEqual(['-: deploy/web']);
  });

  test('xargs gives it more than its words tell', () => {
    expect(changesOf('kubectl get pods -o name | xargs -r kubectl delete').map(summary)).toEqual(['-:  +']);
  });
});

describe('what changes nothing', () => {
  test.each([
    'kubectl get deploy web',
    'kubectl diff -f web.yaml',
    'kubectl apply -f web.yaml --dry-run=server',
    'kubectl apply --dry-run -f web.yaml',
    'kubectl create deployment web --image=nginx --dry-run=client -o yaml > web.yaml',
    'kubectl create token web',
    'kubectl apply view-last-applied deploy web',
    'kubectl exec deploy/web -- cat /etc/hosts',
    "kubectl exec -it web -c app -- sh -c 'ls -l /data 2>/dev/null | wc -l'",
    'kubectl exec web -- curl -s -o /dev/null -w "%{http_code}" localhost/healthz',
    'kubectl exec web -- wget -qO- localhost',
    'kubectl exec web -- nginx -v',
    'kubectl cp web:/var/log/a.log ./a.log',
    'kubectl cp web:/var/log/a.log C:\\\\logs',
    'kubectl attach web',
    'kubectl port-forward svc/web 8080:80',
    'oc get pods',
    'helmfile diff',
    'helmfile -e prod template',
    'k=kubectl; $k get pods; $other apply -f x',
    'kubectx=prod; apply -f x',
    'echo k=kubectl',
    'kubectl rollout status deployment/web',
    'kubectl rollout history deployment/web',
    'kubectl label --list pod web',
    'kubectl set env deployment/web --list',
    'kubectl set image -f web.yaml web=nginx --local -o yaml',
    'kubectl auth can-i delete pods',
    'kubectl delete --help',
    'kubectl kustomize apps/shop',
    'kubectl config use-context other',
    'helm template web ./chart',
    'helm upgrade web ./chart --dry-run',
    'helm diff upgrade web ./chart',
    'helm repo add x https://example.com',
    'flux get all',
    'flux reconcile kustomization apps --with-source',
    'flux create kustomization apps --path=./apps --export > apps.yaml',
    'flux build kustomization apps --path ./apps --dry-run',
    'grep -rn "kubectl apply -f" docs',
    "echo 'kubectl delete ns shop' >> docs/runbook.md",
    'cat > docs/runbook.md <<EOF\nkubectl delete ns shop\nEOF',
    '# kubectl delete ns shop',
    'git commit -m "kubectl scale deploy web"',
    'which kubectl helm',
    '',
  ])('%s', (command) => {
    expect(changesOf(command)).toEqual([]);
  });

  test('a command that was not found', () => {
    expect(changesOf('kubectl delete ns shop', 127)).toEqual([]);
  });
});

describe('the text', () => {
  test.each([
    ['kubectl apply -f - <<EOF\nstringData: {a: hunter2}\nEOF', 'kubectl apply -f -'],
    ['kubectl  scale   deploy web \\\n --replicas=3 > log', 'kubectl scale deploy web --replicas=3'],
    [
      'kubectl create secret generic db --from-literal=user=hunter2',
      'kubectl create secret generic db --from-literal=user=***',
    ],
    [
      "kubectl create secret generic db --from-literal 'user=hunter2'",
      'kubectl create secret generic db --from-literal user=***',
    ],
    [`kubectl patch secret db -p '{"data":{"a":"aHVudGVyMg=="}}'`, 'kubectl patch secret db -p ***'],
    [`kubectl patch secret db --patch='{"data":{"a":"hunter2"}}'`, 'kubectl patch secret db --patch=***'],
    ['helm upgrade web ./chart --set db.password=hunter2', 'helm upgrade web ./chart --set db.password=***'],
    ['kubectl --token hunter2hunter2 delete pod a', 'kubectl --token *** delete pod a'],
  ])('%s', (command, text) => {
    expect(changesOf(command).map((change) => change.text)).toEqual([text]);
  });

  test('the same call is told once, with its last exit code', () => {
    const command = 'kubectl delete pod a';
    const runs = [
      { command, exitCode: 1 },
      { command: `${command} && true`, exitCode: null },
    ];
    expect(clusterChanges(runs)).toMatchObject([{ text: command, exitCode: null }]);
  });
});

test('what is nested too deep for any shell is nothing', () => {
  expect(changesOf(`echo ${'$('.repeat(100_000)}kubectl delete ns shop`)).toEqual([]);
});
