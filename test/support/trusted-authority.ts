/** Lets this process trust an authority of a test, as NODE_EXTRA_CA_CERTS would. */
import * as tls from 'node:tls';
import type { Certificate } from './certificate.ts';

/** In Node since 22.19, and not yet in the types. */
const { setDefaultCACertificates } = tls as typeof tls & { setDefaultCACertificates(certificates: string[]): void };

/** Returns how to stop. */
export function trustAuthority({ cert }: Certificate): () => void {
  const before = tls.getCACertificates('default');
  setDefaultCACertificates([...before, cert]);
  return () => setDefaultCACertificates(before);
}
