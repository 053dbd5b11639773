/**
 * Keys and tokens that are known by their prefix or shape, by who issues them. Written from what the issuers say of their
 * formats; each takes linear time. Pure.
 */

/** Sources of regular expressions for the whole secret; nothing of a word stands before it. */
const byVendor: Readonly<Record<string, readonly string[]>> = {
  '1Password': ['ops_eyJ[\\w+/-]{100,}={0,2}'],
  Airtable: ['pat[A-Za-z0-9]{14}\\.[0-9a-f]{64}(?!\\w)'],
  Alibaba: ['LTAI[A-Za-z0-9]{20}(?!\\w)'],
  Artifactory: ['AKCp[A-Za-z0-9]{60,}', 'cmVmdGtuOj[A-Za-z0-9+/]{40,}={0,2}'],
  'Atlassian and Bitbucket': ['AT(?:ATT3|CTT3)xFf[\\w-]{50,}(?:=[0-9A-F]{8})?', 'ATBB[A-Za-z0-9]{28,}'],
  AWS: ['A[KS]IA[0-9A-Z]{16}(?!\\w)', 'ABSK[A-Za-z0-9+/]{100,}={0,2}'],
  Azure: ['[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}(?!\\w)'],
  Buildkite: ['bk[ua]a_[0-9a-f]{40}(?!\\w)'],
  CircleCI: ['CCIPAT_[A-Za-z0-9]{10,40}_[0-9a-f]{40}(?!\\w)'],
  Cloudflare: ['cf(?:k|ut|at)_[A-Za-z0-9]{40,}', 'v1\\.0-[0-9a-f]{24}-[0-9a-f]{146}(?!\\w)'],
  Databricks: ['dapi[0-9a-f]{32}(?:-\\d)?(?!\\w)'],
  DigitalOcean: ['do[opr]_v1_[0-9a-f]{64}(?!\\w)'],
  Discord: ['https://(?:\\w{1,20}\\.)?discord(?:app)?\\.com/api/webhooks/\\d{15,22}/[\\w-]{50,}'],
  'Docker Hub': ['dckr_[op]at_[\\w-]{20,}'],
  Doppler: ['dp\\.(?:st|pt|ct|sa|scim|audit)\\.(?:[\\w-]{1,40}\\.)?[A-Za-z0-9]{40,}'],
  Dynatrace: ['dt0[a-z]\\d\\d\\.[A-Z0-9]{24}\\.[A-Z0-9]{64}(?!\\w)'],
  Figma: ['figd_[\\w-]{40,}'],
  'Fly.io': ['fm[12][ar]?_[A-Za-z0-9+/]{80,}={0,2}'],
  GitHub: ['gh[pousr]_\\w{20,}', 'github_pat_\\w{20,}'],
  GitLab: ['gl(?:pat|dt|rtr?|ptt|cbt|ft|imt|agent|soat|oas|ffct|wt)-[\\w.=-]{20,}', 'GR1348941[\\w-]{20}(?![\\w-])'],
  Google: ['AIza[\\w-]{30,}', 'GOCSPX-[\\w-]{28}(?![\\w-])', 'ya29\\.[\\w-]{50,}'],
  Grafana: [
    'glc_[A-Za-z0-9+/]{32,}={0,2}',
    'glsa_[A-Za-z0-9]{32}_[0-9A-Fa-f]{8}(?!\\w)',
    'eyJrIjoi[\\w+/-]{60,}={0,2}',
  ],
  Groq: ['gsk_[A-Za-z0-9]{40,}'],
  'HashiCorp Vault': ['hv[sbr]\\.[\\w-]{24,}'],
  Heroku: ['HRKU-[\\w-]{36,}'],
  'Hugging Face': ['hf_\\w{20,}', 'api_org_[A-Za-z0-9]{34}(?!\\w)'],
  K3s: ['K10[0-9a-f]{64}::[\\w.-]{1,60}(?::[\\w.-]{1,80})?'],
  Linear: ['lin_(?:api|oauth)_[A-Za-z0-9]{30,}'],
  Microsoft: [
    'https://[\\w-]{1,60}\\.webhook\\.office\\.com/webhookb2/[\\w@-]{36,80}/IncomingWebhook/[0-9a-f]{32}/[\\w-]{36,}',
  ],
  Netlify: ['nf[pcoub]_[A-Za-z0-9]{36,}'],
  'New Relic': ['NRAK-[A-Z0-9]{27}(?!\\w)', '[0-9a-f]{36}NRAL(?!\\w)'],
  Notion: ['ntn_[A-Za-z0-9]{40,}'],
  npm: ['npm_\\w{20,}'],
  'OpenAI, Anthropic and others': ['sk-[\\w-]{20,}'],
  Perplexity: ['pplx-[A-Za-z0-9]{40,}'],
  PlanetScale: ['pscale_(?:tkn|pw|oauth)_[\\w-]{30,}'],
  Postman: ['PMAK-[0-9a-f]{24}-[0-9a-f]{34}(?!\\w)'],
  Pulumi: ['pul-[0-9a-f]{40}(?!\\w)'],
  PyPI: ['pypi-AgE[\\w-]{50,}'],
  Rancher: ['(?:kubeconfig-u-|token-)[a-z0-9]{5,20}:[a-z0-9]{54}(?!\\w)'],
  Replicate: ['r8_[A-Za-z0-9]{37}(?!\\w)'],
  RubyGems: ['rubygems_[0-9a-f]{48}(?!\\w)'],
  SendGrid: ['SG\\.[\\w-]{22}\\.[\\w-]{43}(?![\\w-])'],
  Sentry: ['sntrys_eyJ[\\w+/-]{20,}={0,2}(?:_[\\w+/-]{30,})?', 'sntryu_[0-9a-f]{64}(?!\\w)'],
  Shopify: ['shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}(?!\\w)'],
  Slack: [
    'xox[abeprs](?:\\.xox[bp])?-[\\w-]{10,}',
    'xapp-\\d-[A-Z0-9]{6,20}-\\d{8,20}-[0-9a-f]{32,}',
    'https://hooks\\.slack\\.com/(?:services|workflows|triggers)/[\\w/]{30,}',
  ],
  SonarQube: ['sq[upa]_[0-9a-f]{40}(?!\\w)'],
  Stripe: ['[rs]k_(?:live|test)_\\w{10,}', 'whsec_[A-Za-z0-9+/]{24,}={0,2}'],
  Supabase: ['sbp_[0-9a-f]{40}(?!\\w)', 'sb_secret_[\\w-]{20,}'],
  Tailscale: ['tskey-[a-z]{2,12}-[A-Za-z0-9]{6,24}-[A-Za-z0-9]{20,}'],
  Telegram: ['\\d{8,10}:AA[\\w-]{33}(?![\\w-])'],
  Terraform: ['[A-Za-z0-9]{14}\\.atlasv1\\.[\\w-]{60,}'],
  xAI: ['xai-[A-Za-z0-9]{60,}'],
};

/** All of them in one pass; the first group is empty. */
export const vendorTokens = new RegExp(`(?<![\\w-])()(${Object.values(byVendor).flat().join('|')})`, 'g');
