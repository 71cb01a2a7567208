/** The synthetic API server's process: HTTPS on loopback, and what the bench has it play. */
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { makeCertificate } from '../../../src/sinks/make-certificate.ts'
import { type SyntheticApi, syntheticApi, type WriteSeen } from './api.ts'
import type { Answer, Begin, ChurnAsked, Order, Orders, Ready } from './orders.ts'
import { measureReactions, type Side } from './reactions.ts'

process.once('disconnect', () => process.exit(0))
process.once('message', ({ shape, objects }: Begin) => void begin({ shape, objects }))

/** Of the product's first pool, and of the floor. */
const DEPLOYMENTS: Readonly<Record<Side, string>> = {
  product: '/apis/apps/v1/namespaces/hub/deployments/user-placeholder',
  floor: '/apis/apps/v1/namespaces/floor/deployments/user-placeholder',
}
const DAY_MS = 86_400_000

async function begin({ shape, objects }: Begin): Promise<void> {
  const heard = new Set<(write: WriteSeen) => void>()
  const api = syntheticApi(shape, (write) => {
    for (const hear of heard) hear(write)
  })
  for (const [path, body] of Object.entries(objects))
    api.objects.write({ method: 'PATCH', path, isApply: true, manager: 'helm', body: body as Record<string, unknown> })

  /** When a write comes that `is` what is waited for. */
  const write = (is: (write: WriteSeen) => boolean, signal?: AbortSignal) =>
    new Promise<number>((resolve, reject) => {
      const hear = (seen: WriteSeen) => {
        if (!is(seen)) return
        heard.delete(hear)
        resolve(seen.atMs)
      }
      heard.add(hear)
      signal?.addEventListener('abort', () => {
        heard.delete(hear)
        reject(signal.reason)
      })
    })
  const play = {
    counts: async () => api.counts(),
    reset: async () => {
      api.reset()
      return null
    },
    react: (asked) =>
      measureReactions(asked, {
        play: (side, type, name) => podEvent(api, side, type, name),
        patched: (side, signal) => write(({ path }) => path === DEPLOYMENTS[side], signal),
      }),
    churn: (asked) => churn(api, asked),
    object: async (path) => api.objects.get(path) ?? null,
    takeover: async () => {
      const freed = await write((seen) => holderIn(seen) === '')
      return { ms: (await write((seen) => Boolean(holderIn(seen)))) - freed }
    },
  } satisfies { [K in keyof Orders]: (asked: Orders[K]['asked']) => Promise<Orders[K]['told']> }

  process.on('message', ({ id, what, asked }: Order) => {
    const answer = (told: Answer) => process.send?.(told)
    ;(play[what] as (asked: Order['asked']) => Promise<Orders[keyof Orders]['told']>)(asked).then(
      (told) => answer({ id, told }),
      (error) => answer({ id, failed: String(error) }),
    )
  })
  const issued = await makeCertificate(['localhost'], { nowMs: Date.now(), lifetimeMs: DAY_MS })
  const server = createServer({ cert: issued.certificate, key: issued.key }, (incoming, response) => {
    api.answer(incoming, response).catch((error) => response.destroy(error))
  })
  server.keepAliveTimeout = 90_000
  server.listen(0, '127.0.0.1', () => {
    const ready: Ready = { port: (server.address() as AddressInfo).port, ca: issued.ca }
    process.send?.(ready)
  })
}

const holderIn = ({ path, written }: WriteSeen): string | undefined => {
  if (!path.includes('/leases/') || !('object' in written)) return undefined
  return (written.object.spec as { holderIdentity?: string } | undefined)?.holderIdentity
}

const PODS = '/api/v1/pods'

function podEvent(
  { pods, version, watches }: SyntheticApi,
  side: Side,
  type: 'ADDED' | 'DELETED',
  name: string,
): number {
  const at = version()
  const text = type === 'ADDED' ? pods.came(name, side === 'product', at) : pods.went(name, at)
  const atMs = performance.now()
  watches.tell({ type, collection: PODS, version: at, name, text })
  return atMs
}

/** Users' pods on full nodes change what they ask for by a milli-core: news for the product, and no reason to write. */
async function churn({ pods, version, watches }: SyntheticApi, { perSecond, forMs }: ChurnAsked) {
  const startMs = performance.now()
  let sent = 0
  for (let passed = 0; passed < forMs; passed = performance.now() - startMs) {
    for (; sent < Math.floor((passed / 1000) * perSecond); sent++) {
      const at = version()
      watches.tell({ type: 'MODIFIED', collection: PODS, version: at, name: '', text: pods.touch(at) })
    }
    await delay(2)
  }
  return { sent, backlog: watches.backlog() }
}
