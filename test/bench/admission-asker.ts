/**
 * Who asks, a process of its own, so that neither side waits for what else the bench has to do: sends the questions of a
 * round over TLS, at the pace that was asked for, whatever becomes of the answers.
 */
import { Agent, request } from 'node:https'
import { setTimeout as delay } from 'node:timers/promises'
import { manyReviews } from './admission-load.ts'

/** Where to ask. */
export interface Target {
  readonly port: number
  readonly path: string
  /** What the certificate is for. */
  readonly servername: string
  readonly ca: string
}

/** What this process is asked: one round, of one side. */
export interface RoundOrder {
  readonly target: Target
  readonly perSecond: number
  readonly forMs: number
}

/** What it tells after each round. */
export interface RoundReport {
  /** Milliseconds, from the moment that each was sent. */
  readonly took: readonly number[]
  /** Answers with a patch. */
  readonly patched: number
}

interface Answer {
  readonly tookMs: number
  readonly isPatched: boolean
}

/**
 * As many connections to one webhook the API server keeps open; like it we speak HTTP/1.1. They take turns, so that none
 * is idle until the other side closes it.
 */
const CONNECTIONS = { keepAlive: true, maxSockets: 25, maxFreeSockets: 25, scheduling: 'fifo' } as const

const reviews = manyReviews()
const agents = new Map<number, Agent>()

process.on('message', async (order: RoundOrder) => process.send?.(await round(order)))
process.once('disconnect', () => process.exit(0))

async function round({ target, perSecond, forMs }: RoundOrder): Promise<RoundReport> {
  const agent = agents.get(target.port) ?? new Agent({ ...CONNECTIONS, ca: target.ca })
  if (!agents.has(target.port)) await open(target, agent)
  const count = Math.round((forMs / 1000) * perSecond)
  const startMs = performance.now()
  const asked: Promise<Answer>[] = []
  while (asked.length < count) {
    const earlyMs = startMs + (asked.length * 1000) / perSecond - performance.now()
    if (earlyMs > 0) await delay(earlyMs)
    asked.push(ask(target, agent, questionAt(asked.length)))
  }
  const answers = await Promise.all(asked)
  return {
    took: answers.map(({ tookMs }) => tookMs),
    patched: answers.filter(({ isPatched }) => isPatched).length,
  }
}

/** All connections at once: nobody's question pays for a handshake. */
async function open(target: Target, agent: Agent): Promise<void> {
  agents.set(target.port, agent)
  await Promise.all(Array.from({ length: CONNECTIONS.maxSockets }, (_, at) => ask(target, agent, questionAt(at))))
}

const questionAt = (place: number): string => reviews[place % reviews.length] ?? ''

const ask = ({ port, path, servername }: Target, agent: Agent, review: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const startMs = performance.now()
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(review) }
    request({ agent, port, servername, host: '127.0.0.1', path, method: 'POST', headers }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => {
        const tookMs = performance.now() - startMs
        if (response.statusCode === 200) resolve({ tookMs, isPatched: text.includes('"JSONPatch"') })
        else reject(new Error(`status ${response.statusCode}: ${text}`))
      })
    })
      .on('error', reject)
      .end(review)
  })
