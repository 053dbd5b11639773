/** What each issuer's keys and tokens look like. They are put together here, so that no scanner stops at a test. */
import { describe, expect, test } from 'vitest';
import { redact } from '../../../src/codex/redact.ts';
import { cpuMsSince } from '../../support/cpu-time.ts';
import { hits } from '../../support/secret-cases.ts';

const pick = (set: string) => (length: number) =>
  Array.from({ length }, (_, index) => set[(index * 7 + 3 + (index >> 3)) % set.length]).join('');
const any = pick('aZ3kQ9xW7bT1mP5rLcV8nH2sJ6dF4gY0uE');
const hex = pick('0a1b2c3d4e5f6789');
const capitals = pick('A2B3C4D5E6F7G8H9JKLMNP');
const small = pick('a2b3c4d5e6f7g8h9jklmnp');
const uuid = '1a2b3c4d-1a2b-4c3d-8e9f-1a2b3c4d5e6f';

/** The prefix in two parts, and the rest. */
const tokens: readonly (readonly [string, string, string, string])[] = [
  ['1Password', 'op', 's_eyJ', any(250)],
  ['Airtable', 'pa', 't', `${any(14)}.${hex(64)}`],
  ['Alibaba', 'LT', 'AI', any(20)],
  ['Artifactory', 'AK', 'Cp8', any(68)],
  ['Artifactory, a reference', 'cm', 'VmdGtuOjAxOjE', any(50)],
  ['Atlassian', 'AT', 'ATT3xFfGF0', `${any(170)}=1A2B3C4D`],
  ['AWS, an access key', 'AK', 'IA', capitals(16)],
  ['AWS Bedrock', 'AB', 'SK', `${any(128)}==`],
  ['Azure DevOps', any(76), 'AZDO', any(4)],
  ['Bitbucket, an app', 'AT', 'BB', any(32)],
  ['Bitbucket, a repository', 'AT', 'CTT3xFfGN0', `${any(170)}=1A2B3C4D`],
  ['Buildkite', 'bk', 'ua_', hex(40)],
  ['CircleCI', 'CCI', 'PAT_', `${any(22)}_${hex(40)}`],
  ['Cloudflare', 'cf', 'ut_', any(40) + hex(8)],
  ['Cloudflare, of an origin', 'v1', '.0-', `${hex(24)}-${hex(146)}`],
  ['Databricks', 'da', 'pi', hex(32)],
  ['DigitalOcean', 'do', 'p_v1_', hex(64)],
  ['Discord', 'https://discord', '.com/api/webhooks/', `982736450192837465/${any(68)}`],
  ['Docker Hub', 'dc', 'kr_pat_', any(27)],
  ['Docker Hub, an organisation', 'dc', 'kr_oat_', any(32)],
  ['Doppler', 'dp', '.st.prd.', any(43)],
  ['Dynatrace', 'dt0', 'c01.', `${capitals(24)}.${capitals(64)}`],
  ['Figma', 'fi', 'gd_', any(40)],
  ['Fly.io', 'fm', '2_', any(120)],
  ['GitHub', 'gh', 'p_', any(36)],
  ['GitHub, fine-grained', 'github', '_pat_', `${any(22)}_${any(59)}`],
  ['GitLab', 'gl', 'pat-', any(20)],
  ['GitLab, routable', 'gl', 'pat-', `${any(27)}.01.${any(9)}`],
  ['GitLab, a deploy token', 'gl', 'dt-', any(20)],
  ['GitLab, a runner', 'gl', 'rt-', any(20)],
  ['GitLab, a pipeline', 'gl', 'ptt-', hex(40)],
  ['GitLab, an agent', 'gl', 'agent-', any(50)],
  ['GitLab, a runner of old', 'GR', '1348941', any(20)],
  ['Google', 'AI', 'za', any(35)],
  ['Google, a client secret', 'GOC', 'SPX-', any(28)],
  ['Google, an access token', 'ya', '29.', any(120)],
  ['Grafana Cloud', 'gl', 'c_', `${any(120)}==`],
  ['Grafana, a service account', 'gl', 'sa_', `${any(32)}_${hex(8)}`],
  ['Grafana, an API key', 'eyJ', 'rIjoi', any(80)],
  ['Groq', 'gs', 'k_', any(52)],
  ['HashiCorp Vault', 'hv', 's.', any(90)],
  ['Heroku', 'HR', 'KU-AA', any(58)],
  ['Hugging Face', 'h', 'f_', any(34)],
  ['K3s', 'K', '10', `${hex(64)}::server:${hex(32)}`],
  ['Linear', 'lin', '_api_', any(40)],
  [
    'Microsoft Teams',
    'https://shop.webhook',
    '.office.com/webhookb2/',
    `${uuid}@${uuid}/IncomingWebhook/${hex(32)}/${uuid}`,
  ],
  ['Netlify', 'nf', 'p_', any(36)],
  ['New Relic', 'NR', 'AK-', capitals(27)],
  ['New Relic, a licence', hex(36), 'NR', 'AL'],
  ['Notion', 'nt', 'n_', any(46)],
  ['npm', 'np', 'm_', any(36)],
  ['OpenAI', 'sk', '-proj-', any(120)],
  ['Anthropic', 'sk', '-ant-api03-', any(93)],
  ['Perplexity', 'pp', 'lx-', any(48)],
  ['PlanetScale', 'pscale', '_tkn_', any(43)],
  ['Postman', 'PM', 'AK-', `${hex(24)}-${hex(34)}`],
  ['Pulumi', 'pu', 'l-', hex(40)],
  ['PyPI', 'py', 'pi-AgEIcHlwaS5vcmc', any(70)],
  ['Replicate', 'r', '8_', any(37)],
  ['RubyGems', 'ruby', 'gems_', hex(48)],
  ['SendGrid', 'S', 'G.', `${any(22)}.${any(43)}`],
  ['Sentry', 'sn', 'tryu_', hex(64)],
  ['Sentry, an organisation', 'sn', 'trys_eyJ', `${any(80)}_${any(43)}`],
  ['Shopify', 'shp', 'at_', hex(32)],
  ['Slack', 'xo', 'xb-', `293847561029-2938475610293-${any(24)}`],
  ['Slack, an app', 'xa', 'pp-1-', `A01B2C3D4E5-2938475610293-${hex(64)}`],
  ['Slack, a webhook', 'https://hooks.slack', '.com/services/', `T0A1B2C3D/B0A1B2C3D/${any(24)}`],
  ['SonarQube', 'sq', 'p_', hex(40)],
  ['Stripe', 'sk', '_live_', any(24)],
  ['Stripe, a webhook', 'wh', 'sec_', any(32)],
  ['Supabase', 'sb', 'p_', hex(40)],
  ['Tailscale', 'ts', 'key-auth-', `${any(12)}CNTRL-${any(32)}`],
  ['Telegram', '982736', '4501:AA', any(33)],
  ['Terraform', any(14), '.atlasv1.', any(60)],
  ['xAI', 'xa', 'i-', any(80)],
];

describe('is kept out of commits, and masked where it is shown', () => {
  test.each(tokens)('%s', async (_issuer, one, other, rest) => {
    const text = `key: ${one}${other}${rest}`;
    expect(await hits({ path: 'notes/setup.md', after: text })).toHaveLength(1);
    expect(redact(`see ${one}${other}${rest} there`)).toBe('see *** there');
  });

  test.each([
    ['a token of Rancher', `see token-ab1cd:${small(54)}`],
    ['a storage account', `AccountName=shop;AccountKey=${any(86)}==;EndpointSuffix=core.windows.net`],
    ['the same in a Secret’s name', `azurestorageaccountkey: ${any(86)}==`],
    ['a service bus', `Endpoint=sb://x/;SharedAccessKeyName=Root;SharedAccessKey=${any(43)}=`],
    ['a shared access signature', `https://shop.blob.core.windows.net/c?sv=2022-11-02&sig=${any(43)}%3D`],
    ['a client secret of Azure', `clientSecret: ${any(3)}8Q~${any(34)}`],
    ['a bootstrap token', 'kubeadm join 10.0.0.1:6443 --token q1w2e3.r4t5y6u7i8o9p0a1'],
    ['a netrc file', `machine api.github.com\n  login ann\n  password ${any(20)}`],
    ['an address of any scheme', `url: redis://:${any(16)}@redis:6379/0`],
    ['a query', `url: jdbc:postgresql://db/shop?user=ann&password=${any(16)}`],
    ['a token in a query', `https://hooks.example.com/deploy?token=${any(32)}`],
    ['a token of an old Vault', `VAULT_TOKEN=s.${any(24)}`],
    ['an application key of Datadog', `dd_app_key: ${hex(40)}`],
    ['basic authorization', `Authorization: Basic ${Buffer.from('ann:Qz7hRKmKdpLy').toString('base64')}`],
    ['a key with a passphrase', `-----BEGIN ENCRYPTED ${'PRIVATE'} KEY-----\n${any(64)}\n${any(64)}\n`],
  ])('%s', async (_case, text) => {
    expect(await hits({ path: 'setup/notes.txt', after: text })).toHaveLength(1);
    expect(redact(text)).toContain('***');
  });
});

test.each([
  ['a hash of npm', `"integrity": "sha512-${any(86)}=="`],
  ['what the documentation writes', 'token: abcdef.0123456789abcdef'],
  ['variables in an address', 'redis://:$(REDIS_PASSWORD_1)@redis and amqp://{{ .user1 }}:{{ .pass1word }}@mq'],
  ['a variable in a query', `jdbc:postgresql://db/shop?user=a&password=\${DB_PASSWORD_2}`],
  ['a word that goes on', 'do-p_v1_x my-pul-request nfp_x token-abc12:latest cio-workflow-service-account-2'],
  ['the digest of an image', `ghcr.io/shop/web@sha256:${hex(64)}`],
  ['a commit', `revision: main@sha1:${hex(40)}`],
  ['an address and a user', 'https://ann@example.com:8443/a@b and ssh://git@github.com:22/shop/web'],
  ['a label', 'app-key: frontend-of-the-shop'],
])('is none: %s', async (_case, text) => {
  expect(await hits({ path: 'deploy/app.yaml', after: text })).toEqual([]);
});

test('a text of megabytes without any takes a moment', () => {
  const text = `${'gl'}pat- eyJ ${'a-b.c_d:e/f@g=h&i '.repeat(8)}\n`.repeat(8_000);
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round += 1) {
    const start = process.cpuUsage();
    redact(text);
    best = Math.min(best, cpuMsSince(start));
  }
  expect(best).toBeLessThan(2_000);
});
