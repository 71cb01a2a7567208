/**
 * One shared undici dispatcher for all requests of a connection (client-node's new Agent a call costs a TLS handshake
 * each). It is replaced when the TLS material's contents change; exchanges in flight on the old one run to their end.
 *
 * HTTP/1.1 on purpose: a watch then owns its socket, so that aborting a stalled one really drops the dead connection.
 * One HTTP/2 session under all watches would die as a whole, and silently.
 */

import { createHash } from 'node:crypto'
import { Agent, type Dispatcher, ProxyAgent, Socks5ProxyAgent } from 'undici'
import { MINUTE_MS } from '../domain/duration.ts'
import { ConnectionError } from './connection-error.ts'
import type { TlsMaterial } from './coordinates.ts'

const settings = {
  allowH2: false,
  bodyTimeout: 0, // a quiet watch is healthy; its own guard tells a stall
  headersTimeout: MINUTE_MS, // the API server's own --request-timeout
  keepAliveTimeout: 30_000, // below the idle time-outs of the API server (90 s) and of load balancers (60 s)
} as const

// TCP keep-alive probes, so that a peer which vanished is noticed without any traffic of ours.
const socket = { keepAlive: true, keepAliveInitialDelay: 30_000, timeout: 10_000 } as const

export type SharedAgent = {
  /** The present dispatcher for this TLS material. */
  dispatcher(tls: TlsMaterial): Dispatcher
  /** Ends everything at once, exchanges in flight included. */
  close(): Promise<void>
}

/** @param proxyUrl the kubeconfig's `proxy-url`: http, https or socks5 */
export function sharedAgent(proxyUrl?: string): SharedAgent {
  let present: { readonly fingerprint: string; readonly dispatcher: Dispatcher } | undefined
  return {
    dispatcher(tls) {
      const fingerprint = fingerprintOf(tls)
      if (present?.fingerprint !== fingerprint) {
        present?.dispatcher.close().catch(() => {})
        present = { fingerprint, dispatcher: build(tls, proxyUrl) }
      }
      return present.dispatcher
    },
    async close() {
      await present?.dispatcher.destroy()
      present = undefined
    },
  }
}

function build(tls: TlsMaterial, proxyUrl: string | undefined): Dispatcher {
  const connect = { ...tls, ...socket }
  if (proxyUrl === undefined) return new Agent({ ...settings, connect })
  if (/^https?:/.test(proxyUrl)) return new ProxyAgent({ ...settings, uri: proxyUrl, requestTls: connect })
  if (/^socks5h?:/.test(proxyUrl))
    return new Socks5ProxyAgent(proxyUrl.replace('socks5h', 'socks5'), { ...settings, requestTls: connect })
  throw new ConnectionError(
    'network',
    `proxy-url ${new URL(proxyUrl).protocol}// is not supported; use http, https or socks5`,
  )
}

function fingerprintOf(tls: TlsMaterial): string {
  return createHash('sha256').update(JSON.stringify(tls)).digest('base64')
}
