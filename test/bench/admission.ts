/**
 * From a question about a user's pod to the whole answer, over TLS on loopback with connections kept alive: of the product
 * with 200 profiles, and of a floor that allows at once, in turn, while pods come and go on the product's watch.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { World } from '../e2e/support/world.ts'
import type { RoundOrder, RoundReport, Target } from './admission-asker.ts'
import type { AdmissionFloor } from './admission-floor.ts'
import { FLOOR_NAME } from './admission-load.ts'
import { cpuMsOf } from './scale/process-usage.ts'
import { FLOOR_NODE } from './stage.ts'
import { median, quantile } from './statistics.ts'

export const PER_SECOND = 200
export interface AdmissionPlan {
  /** Of each side. */
  readonly rounds: number
  /** 5 s, and as long before the first that counts. */
  readonly roundMs?: number
  /** Of the product's process, where its CPU can be read. */
  readonly pid?: number
}
/** A pod comes or goes so often meanwhile. */
const CHURN_EVERY_MS = 50

export const ADMISSION_SIDES = ['product', 'floor'] as const

/** Of one round, in ms. */
export interface AdmissionRound {
  readonly p50: number
  readonly p99: number
}

export interface Admissions {
  readonly perSecond: number
  /** Of each side, the product's and the floor's of one place came one after another. */
  readonly rounds: { readonly product: readonly AdmissionRound[]; readonly floor: readonly AdmissionRound[] }
  /** Questions to each side. */
  readonly asked: number
  /** Answers of the product that carried a patch. */
  readonly patched: number
  /** Of each side's process in its own rounds, its other work included, ms. */
  readonly cpuMsAQuestion?: Readonly<Record<(typeof ADMISSION_SIDES)[number], number>>
}

/** Medians over the rounds: what disturbs the machine for a moment is one round's, of either side. */
export function typical(rounds: readonly AdmissionRound[]): AdmissionRound {
  return { p50: median(rounds.map(({ p50 }) => p50)), p99: median(rounds.map(({ p99 }) => p99)) }
}

/** @param churn begins to be played, and says how it is ended */
export async function measureAdmission(
  product: Target,
  churn: () => Churn,
  { rounds, roundMs = 5000, pid }: AdmissionPlan,
): Promise<Admissions> {
  const start = (program: string) => fork(fileURLToPath(import.meta.resolve(program)), { execArgv: [] })
  const floor = start('./admission-floor.ts')
  const [told] = (await once(floor, 'message')) as [AdmissionFloor]
  const asker = start('./admission-asker.ts')
  const died = once(asker, 'exit').then(() => Promise.reject(new Error('who asks ended; it says why above')))
  died.catch(() => undefined)
  const targets = { product, floor: { ...told, servername: FLOOR_NAME, path: '/' } }
  const ask = async (side: keyof typeof targets, forMs: number) => {
    asker.send({ target: targets[side], perSecond: PER_SECOND, forMs } satisfies RoundOrder)
    const [report] = (await Promise.race([once(asker, 'message'), died])) as [RoundReport]
    return report
  }
  const found = { product: [] as AdmissionRound[], floor: [] as AdmissionRound[] }
  const cpuMs = { product: 0, floor: 0 }
  const cpuOf = (side: keyof typeof cpuMs) => {
    const of = side === 'product' ? pid : floor.pid
    return pid === undefined || of === undefined ? 0 : cpuMsOf(of)
  }
  let [asked, patched] = [0, 0]
  const played = churn()
  try {
    for (const side of ADMISSION_SIDES) await ask(side, roundMs)
    for (let round = 0; round < rounds; round++)
      for (const side of round % 2 === 0 ? ADMISSION_SIDES : ADMISSION_SIDES.toReversed()) {
        const before = cpuOf(side)
        const report = await ask(side, roundMs)
        cpuMs[side] += cpuOf(side) - before
        found[side].push({ p50: median(report.took), p99: quantile(report.took, 0.99) })
        if (side === 'floor') continue
        asked += report.took.length
        patched += report.patched
      }
  } finally {
    await played.stop()
    for (const child of [asker, floor]) if (child.connected) child.disconnect()
  }
  const each = { product: cpuMs.product / asked, floor: cpuMs.floor / asked }
  return {
    perSecond: PER_SECOND,
    rounds: found,
    asked,
    patched,
    ...(pid === undefined ? {} : { cpuMsAQuestion: each }),
  }
}

/** What happens in the cluster meanwhile. */
export interface Churn {
  readonly stop: () => Promise<void>
}

/** Pods that come to a full node and go: the product sees and weighs each. */
export function startChurn(hub: World): Churn {
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
