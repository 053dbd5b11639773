/** What is wrong with a server's certificate and what to do about it, by OpenSSL's and Node's names for it. Pure. */
import type { Advice } from './advice.ts';

interface Rule {
  readonly codes: RegExp;
  readonly cause: string;
  readonly remedy: string;
}

const trust =
  'name the certificate (a PEM file) in the variable NODE_EXTRA_CA_CERTS, which is read when the process starts';

/** HOST stands for the server's name. */
const rules: readonly Rule[] = [
  {
    codes: /^CERT_HAS_EXPIRED$/,
    cause: 'The certificate of HOST has expired.',
    remedy: 'Renew it, and look at why it was not renewed in time.',
  },
  {
    codes: /^CERT_NOT_YET_VALID$/,
    cause: 'The certificate of HOST is not valid yet.',
    remedy: 'Compare the clocks of both machines with the time from which it is valid.',
  },
  {
    codes: /^CERT_REVOKED$/,
    cause: 'The certificate of HOST was revoked.',
    remedy: 'Give the server a new one.',
  },
  {
    codes: /^DEPTH_ZERO_SELF_SIGNED_CERT$/,
    cause: 'The certificate of HOST is self-signed: no authority vouches for it.',
    remedy: `If you trust it, ${trust}; otherwise give the server a certificate of a known authority.`,
  },
  {
    codes: /^(SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?|UNABLE_TO_VERIFY_LEAF_SIGNATURE)$/,
    cause: 'The certificate of HOST is of an authority that is not known here, or its chain is not sent whole.',
    remedy: `With a private authority, ${trust}; with a public one, let the server send its whole chain.`,
  },
  {
    codes: /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    cause: 'The certificate of HOST is for another host name.',
    remedy: 'Use the name that the certificate is for, or let it be issued for this name, too.',
  },
];

const plainCodes: ReadonlySet<string> = new Set(['ERR_SSL_WRONG_VERSION_NUMBER', 'ERR_SSL_PACKET_LENGTH_TOO_LONG']);

/**
 * The advice for a TLS failure.
 * @param plainRemedy what to do where the server speaks plain http on this port
 */
export function tlsAdvice(code: string, host: string, plainRemedy: string): Advice {
  if (plainCodes.has(code)) return { cause: `${host} does not speak TLS on this port.`, remedy: plainRemedy };
  const rule = rules.find(({ codes }) => codes.test(code));
  if (rule !== undefined) return { cause: rule.cause.replace('HOST', () => host), remedy: rule.remedy };
  return {
    cause: `No TLS connection to ${host} comes about.`,
    remedy: 'Look at which TLS versions and certificates the server, or a proxy before it, offers.',
  };
}
