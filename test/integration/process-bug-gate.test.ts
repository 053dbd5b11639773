// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are what Flux substitutes.
/** process_bug: what a criterion changes has to build, fit its schemas and pass a dry run, or it has failed and nothing is pushed. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withBuildTool } from '../support/build-tools.ts';
import { type ApiRequest, type KubernetesApi, startKubernetesApi } from '../support/kubernetes-api.ts';
import { failure } from '../support/kubernetes-status.ts';
import { byCriterion, cleanUps, processTask, type Stage, stage, taskText } from '../support/process-stage.ts';
import { sampled } from '../support/sample.ts';
import type { Script } from '../support/scripted-model.ts';

sampled(1 / 4);

const criterion = 'Change the shop';
const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: \${replicas:=1}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "web:1"}]}
`;
const repository = {
  'apps/shop/kustomization.yaml': 'namespace: shop\nresources:\n  - web.yaml\n  - config.yaml\n',
  'apps/shop/web.yaml': deployment,
  'apps/shop/config.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: config}\ndata: {a: "1"}\n',
  'clusters/shop.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: shop, namespace: flux-system}
spec: {path: ./apps/shop, prune: true, interval: 1m, postBuild: {substitute: {replicas: "2"}}}
`,
};

interface Scene {
  readonly script: Script;
  /** `machine`: what is on PATH anyway. */
  readonly tool?: 'none' | 'stand-in' | 'machine';
  readonly files?: Readonly<Record<string, string>>;
  readonly frontMatter?: readonly string[];
}

async function scene({
  script,
  tool = 'stand-in',
  files = {},
  frontMatter = ['labels: [flux]'],
}: Scene): Promise<Stage & { api: KubernetesApi }> {
  const text = taskText([criterion], []).replace('labels: [configuration]', frontMatter.join('\n'));
  const at = await stage(script, text, { origin: true });
  if (tool !== 'machine') cleanUps.push(withBuildTool(tool));
  const api = await startKubernetesApi();
  cleanUps.push(api.close);
  api.put({ kind: 'Namespace', metadata: { name: 'shop' } });
  const kubeconfig = join(at.on.root, '.git/kubeconfig');
  await api.kubeconfig('staging', kubeconfig);
  at.on.commit({ ...repository, ...files, '.agent-config.json': JSON.stringify({ cluster_context: 'staging' }) });
  at.on.git('push', '--quiet');
  return { ...at, api, settings: { ...at.settings, kubeconfig } };
}

const doing = (...commands: string[]): Script => byCriterion({ [criterion]: { commands } });
const dryRuns = ({ requests }: KubernetesApi) => requests.filter(({ method }) => method === 'PATCH');
const pushed = (at: Stage) => at.on.git('rev-parse', '@{upstream}') === at.on.git('rev-parse', 'HEAD');
const body = (at: Stage) => at.on.git('show', '--no-patch', '--format=%B');
const notes = (at: Stage) =>
  body(at)
    .split('\n')
    .filter((line) => line.startsWith('Note: Gate: '));

describe('what passes', () => {
  test('is built with the values of Flux, and only what changed is tried on the cluster, without a trace', async () => {
    const at = await scene({ script: doing("sed -i 's/web:1/web:2/' apps/shop/web.yaml") });
    const bodies: ApiRequest[] = [];
    at.api.intercept((request) => {
      if (request.method === 'PATCH') bodies.push(request);
      return undefined;
    });
    const result = await processTask(at);
    expect(result.sections_completed).toEqual([criterion]);
    expect(notes(at)).toEqual([]);
    const [only, ...others] = dryRuns(at.api);
    expect(others).toEqual([]);
    expect(only?.path).toBe('/apis/apps/v1/namespaces/shop/deployments/web');
    expect(Object.fromEntries(only?.query ?? [])).toEqual({
      dryRun: 'All',
      fieldValidation: 'Strict',
      force: 'true',
      fieldManager: 'agent-toolkit',
    });
    expect(at.api.list('Deployment')).toEqual([]);
    expect(pushed(at)).toBe(true);
  });

  test('with a note where the user may not try it, the namespace comes with the same change, or SOPS has encrypted it', async () => {
    const secret =
      'apiVersion: v1\\nkind: Secret\\nmetadata: {name: a}\\nstringData: {a: "ENC[AES256_GCM,data:x,iv:y,tag:z,type:str]"}\\nsops: {mac: "ENC[AES256_GCM,data:x,iv:y,tag:z,type:str]", encrypted_regex: ^(data|stringData)$}\\n';
    const at = await scene({
      script: doing(
        `sed -i 's/web:1/web:2/' apps/shop/web.yaml && printf '${secret}' > apps/shop/secret.yaml && echo '  - secret.yaml' >> apps/shop/kustomization.yaml`,
        `printf 'apiVersion: v1\\nkind: Namespace\\nmetadata: {name: new}\\n---\\napiVersion: v1\\nkind: ConfigMap\\nmetadata: {name: b, namespace: new}\\n' > apps/shop/new.yaml && mkdir apps/new && mv apps/shop/new.yaml apps/new/all.yaml && echo 'resources: [all.yaml]' > apps/new/kustomization.yaml`,
      ),
    });
    at.api.intercept(({ method, path }) =>
      method === 'PATCH' && path.includes('deployments')
        ? failure(
            403,
            'deployments.apps "web" is forbidden: User "dev" cannot patch resource "deployments" in API group "apps" in the namespace "shop"',
          )
        : undefined,
    );
    const result = await processTask(at);
    expect(result).toMatchObject({ sections_completed: [criterion] });
    expect(notes(at)).toEqual(
      [
        'Note: Gate: Secret shop/a: encrypted, so neither schema nor dry run.',
        'Note: Gate: ConfigMap new/b: no dry run, since the namespace new is not there yet.',
        'Note: Gate: Deployment shop/web: no dry run, since the user of the kubeconfig may not patch deployments in shop.',
      ].sort((a, b) => notes(at).indexOf(a) - notes(at).indexOf(b)),
    );
    expect(
      dryRuns(at.api)
        .map(({ path }) => path)
        .filter((path) => path.includes('secrets')),
    ).toEqual([]);
  });

  test('with a note where it did not build before either', async () => {
    const at = await scene({
      script: doing('sed -i \'s/a: "1"/a: "2"/\' apps/shop/config.yaml'),
      files: { 'apps/shop/kustomization.yaml': 'namespace: shop\nresources: [web.yaml, config.yaml]\nstrange: 1\n' },
    });
    const result = await processTask(at);
    expect(result.sections_completed).toEqual([criterion]);
    expect(notes(at).join()).toMatch(
      /apps\/shop as Flux deploys it \(flux-system\/shop\) does not build: .* strange, as it was before\.$/,
    );
  });

  test('where no kustomize is there, with a warning that nothing was built', async () => {
    const at = await scene({ script: doing("sed -i 's/web:1/web:2/' apps/shop/web.yaml"), tool: 'none' });
    const result = await processTask(at);
    expect(result.sections_completed).toEqual([criterion]);
    expect(result.warnings.join()).toContain('Neither kustomize nor kubectl is on PATH');
    expect(notes(at)).toContain('Note: Gate: no build was tried: neither kustomize nor kubectl is on PATH.');
    expect(dryRuns(at.api)).toEqual([]);
  });

  test('without a word to the cluster where the task has none', async () => {
    const script = doing("sed -i 's/web:1/web:2/' apps/shop/web.yaml");
    const at = await scene({ script, frontMatter: ['labels: [flux]', 'verify: none'] });
    const result = await processTask(at);
    expect(result.status).toBe('complete');
    expect(at.api.requests).toEqual([]);
    expect(notes(at)).toEqual(['Note: Gate: no schema is known of Deployment (apps/v1).']);
  });

  test('whatever it is, where the user has switched the gate off', async () => {
    const at = await scene({ script: doing('rm apps/shop/config.yaml') });
    const result = await processTask({ ...at, settings: { ...at.settings, gate: false } });
    expect(result.sections_completed).toEqual([criterion]);
    expect(notes(at)).toEqual(['Note: Gate: switched off in the settings.']);
  });

  test('and documentation is no manifest', async () => {
    const at = await scene({ script: doing('echo "kind: Deployment" > README.md') });
    expect((await processTask(at)).sections_completed).toEqual([criterion]);
    expect(notes(at)).toEqual([]);
  });
});

describe('what is refused: the criterion has failed, its change is put back, and nothing is pushed', () => {
  const refused = async (at: Stage, reason: string | RegExp) => {
    const head = at.on.git('rev-parse', '@{upstream}');
    const result = await processTask(at);
    expect(result).toMatchObject({ status: 'error', sections_completed: [], pushed: false });
    expect(result.failed_section?.reason).toMatch(/What was changed may not be pushed: /);
    expect(result.failed_section?.reason).toMatch(reason);
    expect(result.failed_section?.attempts).toBe(2);
    // The second try was told why the first one failed.
    expect(at.model.turns.at(-1)?.prompt).toContain('What was changed may not be pushed: ');
    expect(at.on.git('diff', 'HEAD', '--stat')).toBe('');
    expect(result.leftovers).toHaveLength(2);
    expect(at.on.git('rev-parse', '@{upstream}')).toBe(head);
  };

  test('a resource that is not there', async () => {
    const at = await scene({ script: doing('rm apps/shop/config.yaml') });
    await refused(at, 'apps/shop/kustomization.yaml names config.yaml, which is not there.');
  });

  test('the same without kustomize', async () => {
    const at = await scene({ script: doing('rm apps/shop/config.yaml'), tool: 'none' });
    await refused(at, 'apps/shop/kustomization.yaml names config.yaml, which is not there.');
  });

  test('a manifest that is no YAML', async () => {
    const at = await scene({ script: doing("echo '  broken: [' >> apps/shop/web.yaml") });
    await refused(at, /apps\/shop\/web\.yaml is no YAML: /);
  });

  test('a build that fails', async () => {
    const at = await scene({ script: doing("echo 'strange: 1' >> apps/shop/kustomization.yaml") });
    await refused(at, 'apps/shop as Flux deploys it (flux-system/shop) does not build: Error: accumulating resources');
  });

  test('a field that no schema knows, before anything is sent', async () => {
    const at = await scene({ script: doing("sed -i 's/replicas:/replica:/' apps/shop/web.yaml") });
    await refused(at, /Deployment shop\/web \(apps\/shop as .*\) does not fit its schema: spec\.replica is not known/);
    expect(dryRuns(at.api)).toEqual([]);
  });

  test('a value that Flux puts in and the schema does not take', async () => {
    const at = await scene({ script: doing('sed -i \'s/"2"/many/\' clusters/shop.yaml') });
    await refused(at, /does not fit its schema: spec\.replicas must be integer/);
  });

  test('what the API server refuses', async () => {
    const at = await scene({ script: doing("sed -i 's/web:1/web:2/' apps/shop/web.yaml") });
    at.api.intercept(({ method, query }) => {
      if (method !== 'PATCH') return undefined;
      expect(query.get('dryRun')).toBe('All');
      // Told apart from what it would have said before by its number.
      return failure(422, `Deployment.apps "web" is invalid: number ${at.api.requests.length}`);
    });
    await refused(
      at,
      /the API server refuses Deployment shop\/web \(.*\): Deployment\.apps "web" is invalid: number \d+/,
    );
  });

  test('and what the second try mends is committed', async () => {
    let tries = 0;
    const script: Script = (turn) => {
      if (turn.outputs.length === 0) tries += 1;
      const commands = [tries === 1 ? 'rm apps/shop/config.yaml' : "sed -i 's/web:1/web:2/' apps/shop/web.yaml"];
      return doing(...commands)(turn);
    };
    const at = await scene({ script });
    const result = await processTask(at);
    expect(result.sections_completed).toEqual([criterion]);
    expect(at.on.git('show', '--name-only', '--format=', 'HEAD').split('\n')).toContain('apps/shop/web.yaml');
    expect(at.on.read('apps/shop/config.yaml')).toContain('ConfigMap');
  });
});

test("the user's uncommitted edits neither break a build nor mend one", async () => {
  const at = await scene({ script: doing("sed -i 's/web:1/web:2/' apps/shop/web.yaml") });
  at.on.write('apps/shop/kustomization.yaml', 'half an edit: [\n');
  expect((await processTask(at)).sections_completed).toEqual([criterion]);
  expect(at.on.read('apps/shop/kustomization.yaml')).toBe('half an edit: [\n');
});

const hasKubectl = (() => {
  try {
    return execFileSync('kubectl', ['version', '--client'], { encoding: 'utf8', stdio: 'pipe' }).includes('Kustomize');
  } catch {
    return false;
  }
})();

describe.skipIf(!hasKubectl)('with the kubectl of this machine', () => {
  const real = (script: Script) =>
    scene({
      script,
      tool: 'machine',
      files: {
        'apps/shop/kustomization.yaml':
          'namespace: shop\nresources: [web.yaml, config.yaml, ../common.yaml]\nimages: [{name: web, newTag: "7"}]\n',
        // Above the folder: Flux allows it, and kustomize by itself does not.
        'apps/common.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: common}\n',
      },
    });

  test('images of a kustomization are what is tried', async () => {
    const at = await real(doing('sed -i \'s/newTag: "7"/newTag: "8"/\' apps/shop/kustomization.yaml'));
    expect((await processTask(at)).sections_completed).toEqual([criterion]);
    expect(dryRuns(at.api).map(({ path }) => path)).toEqual(['/apis/apps/v1/namespaces/shop/deployments/web']);
  });

  test('a field that kustomize does not know is refused', async () => {
    const at = await real(doing("echo 'strange: 1' >> apps/shop/kustomization.yaml"));
    const result = await processTask(at);
    expect(result.status).toBe('error');
    expect(result.failed_section?.reason).toMatch(
      /does not build: .*invalid Kustomization: json: unknown field "strange"/,
    );
  });
});
