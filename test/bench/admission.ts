/**
 * From a question about a user's pod to the whole answer, over TLS on loopback with connections kept alive: of the product
 * with 200 profiles, and of a floor that allows at once, in turn, while pods come and go on the product's watch.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:https'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { World } from '../e2e/support/world.ts'
import type { AdmissionFloor } from './admission-floor.ts'
import { FLOOR_NAME, manyReviews } from './admission-load.ts'
import { FLOOR_NODE } from './stage.ts'
import { type Summary, summarize } from './statistics.ts'

export const PER_SECOND = 200
/** In each of the rounds, of which each side has as many. */
const ROUND_MS = 5000
const WARM_UP_MS = 3000
/** A pod comes or goes so often meanwhile. */
const CHURN_EVERY_MS = 50

export const ADMISSION_SIDES = ['product', 'floor'] as const

export interface Admissions {
  readonly perSecond: number
  /** Milliseconds. */
  readonly took: { readonly product: Summary; readonly floor: Summary }
  /** Answers of the product that carried a patch. */
  readonly patched: number
}

export interface Target {
  readonly port: number
  /** What the certificate is for. */
  readonly servername: string
  readonly ca: string
}

export async function measureAdmission(product: Target, hub: World, rounds: number): Promise<Admissions> {
  const child = fork(fileURLToPath(import.meta.resolve('./admission-floor.ts')), { execArgv: [] })
  const [floor] = (await once(child, 'message')) as [AdmissionFloor]
  const reviews = manyReviews()
  const sides = { product: askerOf(product), floor: askerOf({ ...floor, servername: FLOOR_NAME }) }
  const took = { product: [] as number[], floor: [] as number[] }
  let patched = 0
  const churn = startChurn(hub)
  try {
    for (const side of ADMISSION_SIDES) await load(sides[side].ask, reviews, WARM_UP_MS)
    for (let round = 0; round < rounds; round++)
      for (const side of round % 2 === 0 ? ADMISSION_SIDES : ADMISSION_SIDES.toReversed()) {
        const answers = await load(sides[side].ask, reviews, ROUND_MS)
        took[side].push(...answers.map(({ tookMs }) => tookMs))
        if (side === 'product') patched += answers.filter(({ text }) => text.includes('"JSONPatch"')).length
      }
  } finally {
    await churn.stop()
    for (const { close } of Object.values(sides)) close()
    child.disconnect()
  }
  return { perSecond: PER_SECOND, took: { product: summarize(took.product), floor: summarize(took.floor) }, patched }
}

interface Answer {
  readonly tookMs: number
  readonly text: string
}

type Ask = (review: string) => Promise<Answer>

/** Sends at the pace that was asked for, whatever becomes of the answers. */
async function load(ask: Ask, reviews: readonly string[], forMs: number): Promise<readonly Answer[]> {
  const count = Math.round((forMs / 1000) * PER_SECOND)
  const startMs = performance.now()
  const answers: Promise<Answer>[] = []
  while (answers.length < count) {
    const dueMs = startMs + (answers.length * 1000) / PER_SECOND
    const earlyMs = dueMs - performance.now()
    if (earlyMs > 0) await delay(earlyMs)
    answers.push(ask(reviews[answers.length % reviews.length] ?? ''))
  }
  return Promise.all(answers)
}

function askerOf({ port, servername, ca }: Target) {
  const agent = new Agent({ keepAlive: true, ca })
  const options = { agent, port, servername, host: '127.0.0.1', path: '/mutate', method: 'POST' }
  const ask: Ask = (review) =>
    new Promise((resolve, reject) => {
      const startMs = performance.now()
      const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(review) }
      request({ ...options, headers }, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk
        })
        response.on('end', () => {
          if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode}: ${text}`))
          else resolve({ tookMs: performance.now() - startMs, text })
        })
      })
        .on('error', reject)
        .end(review)
    })
  return { ask, close: () => agent.destroy() }
}

/** Pods that come to a full node and go: the product sees and weighs each. */
function startChurn(hub: World) {
  let isOver = false
  const working = (async () => {
    for (let index = 0; !isOver; index++) {
      await hub.user(`churn-${index}`, { on: FLOOR_NODE, cpu: '1m', memory: '1Mi' })
      await delay(CHURN_EVERY_MS)
      await hub.leave(`churn-${index}`)
      await delay(CHURN_EVERY_MS)
    }
  })()
  return {
    stop: async () => {
      isOver = true
      await working
    },
  }
}
