import { randomBytes, webcrypto } from 'node:crypto'
import { HOUR_MS } from '../domain/duration.ts'

/** A serving certificate with its key and the CA that signed it, PEM. */
export interface Issued {
  readonly ca: string
  readonly certificate: string
  readonly key: string
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
/** Clocks of other machines may be behind. */
const BACKDATED_MS = HOUR_MS

/**
 * Makes a certificate for a server. Its CA signs this one only: its key is kept nowhere.
 * @param names DNS names, the first one is its subject
 */
export async function makeCertificate(
  names: readonly string[],
  { nowMs, lifetimeMs }: { readonly nowMs: number; readonly lifetimeMs: number },
): Promise<Issued> {
  const x509 = await import('./x509.ts')
  x509.cryptoProvider.set(webcrypto)
  const [caKeys, keys] = await Promise.all([generateKeys(), generateKeys()])
  const validity = { notBefore: new Date(nowMs - BACKDATED_MS), notAfter: new Date(nowMs + lifetimeMs) }
  const issuer = `CN=warmseats CA ${randomBytes(4).toString('hex')}`
  const common = { signingAlgorithm: ALGORITHM, issuer, ...validity }
  const ca = await x509.X509CertificateGenerator.create({
    ...common,
    serialNumber: serialNumber(),
    subject: issuer,
    publicKey: caKeys.publicKey,
    signingKey: caKeys.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      await x509.SubjectKeyIdentifierExtension.create(caKeys.publicKey),
    ],
  })
  const certificate = await x509.X509CertificateGenerator.create({
    ...common,
    serialNumber: serialNumber(),
    // A common name holds at most 64 characters; who connects looks at the alternative names.
    subject: 'CN=warmseats',
    publicKey: keys.publicKey,
    signingKey: caKeys.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns', value }))),
      await x509.AuthorityKeyIdentifierExtension.create(caKeys.publicKey),
    ],
  })
  const key = x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY')
  return { ca: `${ca.toString('pem')}\n`, certificate: `${certificate.toString('pem')}\n`, key: `${key}\n` }
}

const generateKeys = () => webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])

/** Positive and not empty, as RFC 5280 asks. */
const serialNumber = (): string => `01${randomBytes(15).toString('hex')}`
