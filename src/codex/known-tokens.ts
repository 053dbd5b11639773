/** Credentials that are known by how they look, for masking them and for keeping them out of commits. Every pattern takes linear time. */
import { vendorTokens } from './vendor-tokens.ts';

export interface TokenPattern {
  /** What it is, in words. */
  readonly what: string;
  /** Global; the first group stands before the secret, the second is the secret. */
  readonly pattern: RegExp;
}

export const tokenPatterns: readonly TokenPattern[] = [
  {
    what: 'HTTP authorization',
    pattern: /\b(authorization["']?:[ \t]{0,8}["']?(?:bearer|basic|token)[ \t]{1,8})([^\s"']+)/gi,
  },
  { what: 'token or key with a known prefix', pattern: vendorTokens },
  { what: 'JSON web token', pattern: /(?<![\w-])()(eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{5,})/g },
  {
    what: 'login of a container registry',
    pattern: /(\\?["']auth\\?["'][ \t]{0,8}:[ \t]{0,8}\\?["'])([A-Za-z0-9+/]{12,}={0,2})(?=\\?["'])/g,
  },
  // https://github.com/FiloSottile/age: a Bech32 identity.
  { what: 'age private key', pattern: /()(AGE-SECRET-KEY-(?:PQ-)?1[02-9AC-HJ-NP-Z]{58,})/g },
  {
    // Storage, service bus, event hub, Cosmos: 64 or 32 bytes in base64 under a name that ends in "key".
    what: 'access key of Azure',
    pattern:
      /(key["']?[ \t]{0,8}[:=][ \t]{0,8}["']?)((?:[A-Za-z0-9+/]{86}==|(?<=SharedAccessKey=)[A-Za-z0-9+/]{43}=))(?![\w+/=])/gi,
  },
  { what: 'shared access signature of Azure', pattern: /([?&]sig=)([\w+/%-]{43,90}(?:%3D|=))(?![\w%])/gi },
  { what: 'client secret of Azure', pattern: /(?<![\w~.-])()(\w{3}\dQ~[\w~.-]{31,34})(?![\w~.-])/g },
  {
    // https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens/
    what: 'bootstrap token of Kubernetes',
    pattern: /(\btoken["']?(?:[ \t]{0,8}[:=])?[ \t]{0,8}["']?)([a-z0-9]{6}\.[a-z0-9]{16})(?![\w.-])/g,
  },
  {
    what: 'password of a netrc file',
    pattern: /(\bmachine[ \t]{1,8}\S{1,200}\s{1,8}login[ \t]{1,8}\S{1,200}\s{1,8}password[ \t]{1,8})(\S{6,500})/g,
  },
  {
    what: 'password in an address',
    pattern: /([?&;](?:password|passwd|pwd)=)([^\s&"';<>]{8,200})/gi,
  },
  {
    what: 'token in an address',
    pattern: /([?&](?:(?:access_|auth_)?token|api_?key|(?:client_)?secret)=)([^\s&"';<>()]{16,200})/gi,
  },
  {
    what: 'token of HashiCorp Vault',
    pattern: /(vault[\w-]{0,30}["']?[ \t]{0,8}[:=][ \t]{0,8}["']?)(s\.[A-Za-z0-9]{24})(?![\w.])/gi,
  },
  {
    what: 'password in an address',
    pattern: /(\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/"'<>]{0,100}:)([^\s:@/"'<>]{8,200})(?=@)/gi,
  },
];
