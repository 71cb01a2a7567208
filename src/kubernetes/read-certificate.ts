import { createPrivateKey, X509Certificate } from 'node:crypto'
import { isUnguessable, type Paths } from '../domain/certificates/paths.ts'
import type { Generation, Generations } from '../domain/certificates/plan.ts'
import { given } from '../domain/given.ts'

/** What a TLS server needs, PEM. */
export interface Serving {
  readonly cert: string
  readonly key: string
}

/** Keys of the Secret: the names that cert-manager uses too, and ours beside them while the certificate changes. */
export const CERTIFICATE_KEYS = {
  current: { ca: 'ca.crt', certificate: 'tls.crt', key: 'tls.key', path: 'path' },
  next: { ca: 'next-ca.crt', certificate: 'next-tls.crt', key: 'next-tls.key', path: 'next-path' },
  previousCa: 'previous-ca.crt',
  previousPath: 'previous-path',
} as const

type SecretData = Readonly<Record<string, string>>

/** @param data base64, as in a Secret. Parts that are no certificate, or not of this key, are missing. */
export function generationsIn(data: SecretData): Generations {
  return given({
    current: generationIn(data, CERTIFICATE_KEYS.current),
    next: generationIn(data, CERTIFICATE_KEYS.next),
    previousCa: textOf(data, CERTIFICATE_KEYS.previousCa) || undefined,
  })
}

/** @param data base64, as in a Secret. What is no path of ours is missing. */
export function pathsIn(data: SecretData): Paths {
  const { current, next, previousPath } = CERTIFICATE_KEYS
  const paths = {
    current: textOf(data, current.path),
    next: textOf(data, next.path),
    previous: textOf(data, previousPath),
  }
  return Object.fromEntries(Object.entries(paths).filter(([, path]) => isUnguessable(path)))
}

/** What is to be served; undefined when there is nothing that could be. */
export function servingIn(data: SecretData): Serving | undefined {
  const { certificate, key } = CERTIFICATE_KEYS.current
  const [cert, privateKey] = [textOf(data, certificate), textOf(data, key)]
  return isPair(cert, privateKey) ? { cert, key: privateKey } : undefined
}

function generationIn(data: SecretData, keys: (typeof CERTIFICATE_KEYS)['current' | 'next']): Generation | undefined {
  const [ca, certificate, key] = [textOf(data, keys.ca), textOf(data, keys.certificate), textOf(data, keys.key)]
  if (!ca || !isPair(certificate, key)) return undefined
  const parsed = new X509Certificate(certificate)
  const names = (parsed.subjectAltName ?? '')
    .split(', ')
    .flatMap((name) => (name.startsWith('DNS:') ? [name.slice('DNS:'.length)] : []))
  return { ca, names, validUntilMs: parsed.validToDate.getTime() }
}

function isPair(certificate: string, key: string): boolean {
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))
  } catch {
    return false
  }
}

const textOf = (data: SecretData, key: string): string => Buffer.from(data[key] ?? '', 'base64').toString()

/** Epoch ms. */
export const validUntilOf = ({ cert }: Serving): number => new X509Certificate(cert).validToDate.getTime()
