/** Certificates for test servers, in DER written by hand: Node's crypto reads them and makes none. Made anew for each, so that none is kept or expires. */
import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIPv4 } from 'node:net';

export interface Certificate {
  /** PEM. */
  readonly cert: string;
  /** PEM. */
  readonly key: string;
}

export interface CertificateOptions {
  /** Names and IPv4 addresses that it is for. */
  readonly hosts: readonly string[];
  /** Who signs it; itself when left out. */
  readonly authority?: Certificate;
  /** An hour ago, when left out. */
  readonly from?: Date;
  /** In a day, when left out. */
  readonly until?: Date;
}

const hourMs = 3_600_000;

/** A certificate for a server, or of an authority when it names no hosts. Its subject is unique, as issuers' must be. */
export function makeCertificate(options: CertificateOptions): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const serial = Buffer.concat([Buffer.of(0x01), randomBytes(8)]);
  const subject = name(`agent-toolkit test ${serial.toString('hex')}`);
  const { authority, from = new Date(Date.now() - hourMs), until = new Date(Date.now() + 24 * hourMs) } = options;
  const issuer = authority === undefined ? subject : subjectOf(authority);
  const signer: KeyObject = authority === undefined ? privateKey : createPrivateKey(authority.key);
  const body = sequence(
    tagged(0xa0, integer(Buffer.of(2))),
    integer(serial),
    ecdsaWithSha256,
    issuer,
    sequence(time(from), time(until)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(...extensions(options.hosts))),
  );
  const signature = tagged(0x03, Buffer.of(0), sign('sha256', body, signer));
  const der = sequence(body, ecdsaWithSha256, signature);
  return { cert: pem(der), key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

/** What a server on 127.0.0.1 needs for HTTPS, and whom its kubeconfig has to trust: options of `startKubernetesApi`. */
export function trustedServer(): { readonly tls: Certificate; readonly authority: string } {
  const authority = makeCertificate({ hosts: [] });
  return { tls: makeCertificate({ hosts: ['127.0.0.1'], authority }), authority: authority.cert };
}

function extensions(hosts: readonly string[]): Buffer[] {
  const isAuthority = tagged(0x01, Buffer.of(0xff));
  const constraints = sequence(oid('551d13'), isAuthority, tagged(0x04, sequence(tagged(0x01, Buffer.of(0xff)))));
  if (hosts.length === 0) return [constraints];
  const names = hosts.map((host) =>
    isIPv4(host) ? tagged(0x87, Buffer.from(host.split('.').map(Number))) : tagged(0x82, Buffer.from(host)),
  );
  return [sequence(oid('551d11'), tagged(0x04, sequence(...names)))];
}

/** The subject stands after version, serial, algorithm, issuer and validity. */
function subjectOf({ cert }: Certificate): Buffer {
  const der = Buffer.from(cert.replace(/-----[A-Z ]+-----|\s/g, ''), 'base64');
  const [body = der] = parts(der);
  return parts(body)[5] ?? der;
}

/** The values inside a constructed one. */
function parts(value: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = header(value, 0).end; at < value.length; ) {
    const { end, length } = header(value, at);
    found.push(value.subarray(at, end + length));
    at = end + length;
  }
  return found;
}

function header(value: Buffer, at: number): { end: number; length: number } {
  const first = value[at + 1] ?? 0;
  if (first < 0x80) return { end: at + 2, length: first };
  const bytes = first & 0x7f;
  return { end: at + 2 + bytes, length: value.readUIntBE(at + 2, bytes) };
}

function tagged(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  const size =
    length < 0x80
      ? Buffer.of(length)
      : length < 0x100
        ? Buffer.of(0x81, length)
        : Buffer.of(0x82, length >> 8, length & 0xff);
  return Buffer.concat([Buffer.of(tag), size, content]);
}

function sequence(...contents: readonly Buffer[]): Buffer {
  return tagged(0x30, ...contents);
}

function integer(bytes: Buffer): Buffer {
  return tagged(0x02, bytes);
}

function oid(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, 'hex'));
}

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));

function name(text: string): Buffer {
  return sequence(tagged(0x31, sequence(oid('550403'), tagged(0x0c, Buffer.from(text)))));
}

function time(date: Date): Buffer {
  const digits = date.toISOString().replace(/[-:T]|\.\d+/g, '');
  return tagged(0x18, Buffer.from(digits));
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
