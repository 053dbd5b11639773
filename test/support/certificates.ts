/** A certificate authority for tests, and certificates of servers by it: made anew for each, so that none is kept or expires. */
import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** PEM texts. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

export interface CertificateShape {
  /** Address in the certificate; 127.0.0.1 when left out. */
  readonly ip?: string;
  /** Last moment at which it is valid; in an hour when left out. */
  readonly notAfter?: Date;
}

/** A self-signed authority of this name. */
export function certificateAuthority(name = 'Agent Toolkit test CA'): Certificate {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const extensions = [extension('2.5.29.19', true, sequence(tlv(0x01, Buffer.of(0xff))))];
  const certificate = signed(name, name, inAnHour(), keys.publicKey, keys.privateKey, extensions);
  return { certificate, key: pemOf(keys.privateKey) };
}

/** A server's certificate, signed by the authority. */
export function serverCertificate(authority: Certificate, shape: CertificateShape = {}): Certificate {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const address = Buffer.from((shape.ip ?? '127.0.0.1').split('.').map(Number));
  const names = extension('2.5.29.17', false, sequence(tlv(0x87, address)));
  const issuer = commonNameOf(authority);
  const until = shape.notAfter ?? inAnHour();
  const certificate = signed(issuer, 'test server', until, keys.publicKey, createPrivateKey(authority.key), [names]);
  return { certificate, key: pemOf(keys.privateKey) };
}

/** What a server needs for HTTPS, and whom its kubeconfig has to trust: options of `startKubernetesApi`. */
export function trustedServer(): { readonly tls: Certificate; readonly authority: string } {
  const authority = certificateAuthority();
  return { tls: serverCertificate(authority), authority: authority.certificate };
}

/** https://www.rfc-editor.org/rfc/rfc5280#section-4.1 */
function signed(
  issuer: string,
  subject: string,
  notAfter: Date,
  key: KeyObject,
  issuerKey: KeyObject,
  extensions: readonly Buffer[],
): string {
  const algorithm = sequence(objectIdentifier('1.2.840.10045.4.3.2')); // ecdsa-with-SHA256
  const from = new Date(Math.min(Date.now(), notAfter.getTime()) - 3_600_000);
  const body = sequence(
    tlv(0xa0, integer(Buffer.of(2))), // version 3
    integer(Buffer.concat([Buffer.of(1), randomBytes(15)])),
    algorithm,
    nameOf(issuer),
    sequence(time(from), time(notAfter)),
    nameOf(subject),
    key.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, sequence(...extensions)),
  );
  const signature = tlv(0x03, Buffer.concat([Buffer.of(0), sign('sha256', body, issuerKey)]));
  const text = sequence(body, algorithm, signature).toString('base64').replace(/.{64}/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${text.trim()}\n-----END CERTIFICATE-----\n`;
}

function pemOf(key: KeyObject): string {
  return String(key.export({ type: 'pkcs8', format: 'pem' }));
}

/** The common name of the subject, the last of its kind in the certificate. */
function commonNameOf({ certificate }: Certificate): string {
  const der = Buffer.from(certificate.replace(/-----[^-]+-----/g, ''), 'base64');
  const at = der.lastIndexOf(objectIdentifier('2.5.4.3')) + 5;
  return der.subarray(at + 2, at + 2 + (der[at + 1] ?? 0)).toString('utf8');
}

function inAnHour(): Date {
  return new Date(Date.now() + 3_600_000);
}

function nameOf(commonName: string): Buffer {
  const attribute = sequence(objectIdentifier('2.5.4.3'), tlv(0x0c, Buffer.from(commonName)));
  return sequence(tlv(0x31, attribute));
}

function extension(id: string, isCritical: boolean, value: Buffer): Buffer {
  const critical = isCritical ? [tlv(0x01, Buffer.of(0xff))] : [];
  return sequence(objectIdentifier(id), ...critical, tlv(0x04, value));
}

function time(moment: Date): Buffer {
  const digits = moment.toISOString().replace(/[-:T]/g, '').slice(0, 14);
  return tlv(0x18, Buffer.from(`${digits}Z`));
}

function objectIdentifier(id: string): Buffer {
  const [first = 0, second = 0, ...rest] = id.split('.').map(Number);
  const bytes = rest.flatMap((part) => {
    const groups = [part & 0x7f];
    for (let more = part >>> 7; more > 0; more >>>= 7) groups.unshift((more & 0x7f) | 0x80);
    return groups;
  });
  return tlv(0x06, Buffer.from([first * 40 + second, ...bytes]));
}

function integer(bytes: Buffer): Buffer {
  return tlv(0x02, bytes);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tlv(0x30, Buffer.concat(parts));
}

/** Tag, length, value: https://www.itu.int/rec/T-REC-X.690 */
function tlv(tag: number, value: Buffer): Buffer {
  const { length } = value;
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), value]);
  const size = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), value]);
}
