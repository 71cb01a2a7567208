/** An API server that takes Events: each with the path to which it was sent. */
import assert from 'node:assert/strict'
import type { LeaderEventOptions } from '../../../src/sinks/events/write-event.ts'
import { asLeader } from '../../kubernetes/support/as-leader.ts'
import { type Exchange, fakeApi } from '../../kubernetes/support/fake-api.ts'
import { connectTo } from '../../kubernetes/support/kubeconfig.ts'

export interface EventServer {
  readonly options: LeaderEventOptions
  readonly told: { readonly path: string; readonly event: { readonly [name: string]: unknown } }[]
  [Symbol.asyncDispose](): Promise<void>
}

export const NOW = Date.UTC(2026, 2, 24, 8, 50)

export async function eventServer(
  answer: (exchange: Exchange) => void = (exchange) => exchange.answer(201),
): Promise<EventServer> {
  const api = await fakeApi()
  const connection = await connectTo({ server: api.url })
  const told: EventServer['told'] = []
  api.serve((exchange) => {
    told.push({ path: `${exchange.method} ${exchange.path}`, event: JSON.parse(exchange.body) })
    answer(exchange)
  })
  return {
    options: { transport: asLeader(connection), identity: 'warmseats-1', now: () => NOW },
    told,
    async [Symbol.asyncDispose]() {
      await connection.close()
      await api.close()
    },
  }
}

/** What the sinks fill in, one after another. */
export const short = ({ told }: EventServer) =>
  told.map(({ path, event: { metadata, action, reason, type, note, regarding } }) => {
    const { name, namespace } = metadata as { readonly name: string; readonly namespace: string }
    assert.equal(path, `POST /apis/events.k8s.io/v1/namespaces/${namespace}/events`)
    return { namespace, name, told: `${action} ${reason} ${type}: ${note}`, regarding }
  })
