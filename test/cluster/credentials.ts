/** Who may talk to the API server, and with what: the token file, the service accounts' key, and kubeconfigs. */
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Identities of a cluster's own programs, all of the group `system:masters`: tests of RBAC use service accounts. */
export type Identity = 'admin' | 'controller-manager' | 'scheduler' | 'kwok' | 'karpenter'
const identities: readonly Identity[] = ['admin', 'controller-manager', 'scheduler', 'kwok', 'karpenter']

/** What {@link writeCredentials} leaves in a cluster's folder. */
export interface Credentials {
  readonly tokens: Readonly<Record<Identity, string>>
  readonly tokenFile: string
  readonly serviceAccountKey: string
}

/** Makes fresh tokens and a key pair for service account tokens, and writes them into `directory`. */
export function writeCredentials(directory: string): Credentials {
  const tokens = Object.fromEntries(identities.map((name) => [name, randomBytes(16).toString('hex')]))
  const tokenFile = join(directory, 'tokens.csv')
  const lines = identities.map((name) => `${tokens[name]},${name},${name},"system:masters"\n`)
  writeFileSync(tokenFile, lines.join(''), { mode: 0o600 })

  const serviceAccountKey = join(directory, 'service-account.key')
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  writeFileSync(serviceAccountKey, privateKey.export({ type: 'pkcs1', format: 'pem' }), { mode: 0o600 })
  return { tokens: tokens as Record<Identity, string>, tokenFile, serviceAccountKey }
}

/** Writes a kubeconfig (as JSON, which is YAML) that carries the CA inside, so that it can be copied elsewhere. */
export function writeKubeconfig(path: string, server: string, caFile: string, token: string): void {
  const name = 'warmseats-test'
  const ca = readFileSync(caFile).toString('base64')
  const kubeconfig = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server, 'certificate-authority-data': ca } }],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  }
  writeFileSync(path, JSON.stringify(kubeconfig, null, 2), { mode: 0o600 })
}
