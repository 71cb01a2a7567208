/**
 * The pod's own ServiceAccount: the host from the environment, and a token, a CA and a namespace that the kubelet mounts. The token
 * rotates (hourly by default), and so may the CA: both files are read again once a minute, and at once after a 401.
 */
import { existsSync, readFileSync } from 'node:fs'
import { isIPv6 } from 'node:net'
import { MINUTE_MS } from '../domain/duration.ts'
import type { Coordinates, Proof } from './coordinates.ts'

const NAME = 'in-cluster'
const FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount'

export interface Pod {
  readonly account: string
  readonly host: string
  readonly port: string
}

/** undefined: this is not a pod, or none with a ServiceAccount's token. `rootPrefix`: what stands before the folder, for tests. */
export function podOf(env: Readonly<Record<string, string | undefined>>, rootPrefix = ''): Pod | undefined {
  const account = `${rootPrefix}${FOLDER}`
  const host = env.KUBERNETES_SERVICE_HOST
  if (!host || !existsSync(`${account}/token`)) return undefined
  return { account, host, port: env.KUBERNETES_SERVICE_PORT ?? '443' }
}

/** @param now Epoch ms */
export function fromPod({ account, host, port }: Pod, now: () => number = Date.now): Coordinates {
  const namespace = existsSync(`${account}/namespace`) ? readFileSync(`${account}/namespace`, 'utf8').trim() : undefined
  let last: { readonly atMs: number; readonly proof: Proof } | undefined
  const prove = async (): Promise<Proof> => {
    const nowMs = now()
    // A clock that was set back must not keep an old token.
    if (!last || Math.abs(nowMs - last.atMs) >= MINUTE_MS) {
      const [token, ca] = [readFileSync(`${account}/token`, 'utf8').trim(), readFileSync(`${account}/ca.crt`)]
      last = { atMs: nowMs, proof: { headers: { authorization: `Bearer ${token}` }, tls: { ca } } }
    }
    return last.proof
  }
  return {
    source: NAME,
    context: { name: NAME, namespace },
    cluster: { server: `https://${isIPv6(host) ? `[${host}]` : host}:${port}` },
    prove,
  }
}
