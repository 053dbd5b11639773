/** A certificate authority for tests, and certificates of servers by it: made anew for each, so that none is kept or expires. */
import { makeCertificate } from './certificate.ts';

/** PEM texts. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

export interface CertificateShape {
  /** Address in the certificate; 127.0.0.1 when left out. */
  readonly ip?: string;
  /** Last moment at which it is valid; in a day when left out. */
  readonly notAfter?: Date;
}

const hourMs = 3_600_000;

/** A self-signed authority. */
export function certificateAuthority(): Certificate {
  const { cert, key } = makeCertificate({ hosts: [] });
  return { certificate: cert, key };
}

/** A server's certificate, signed by the authority. */
export function serverCertificate(
  authority: Certificate,
  { ip = '127.0.0.1', notAfter }: CertificateShape = {},
): Certificate {
  const validity = notAfter === undefined ? {} : { from: new Date(notAfter.getTime() - hourMs), until: notAfter };
  const signer = { cert: authority.certificate, key: authority.key };
  const { cert, key } = makeCertificate({ hosts: [ip], authority: signer, ...validity });
  return { certificate: cert, key };
}

/** What a server needs for HTTPS, and whom its kubeconfig has to trust: options of `startKubernetesApi`. */
export function trustedServer(): { readonly tls: Certificate; readonly authority: string } {
  const authority = certificateAuthority();
  return { tls: serverCertificate(authority), authority: authority.certificate };
}
