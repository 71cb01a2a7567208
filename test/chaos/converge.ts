/** Waiting until all is right, and has stayed so: the one measurement of every fault. */
import { setTimeout as pass } from 'node:timers/promises'
import { SECOND } from '../support/time.ts'
import type { Scene } from './scene.ts'
import { type Reference, wrongNow } from './standing.ts'

/** Right for so long without a break is right. */
const STAYS_MS = 3 * SECOND
const LOOK_MS = 100

/** ms from an instant until all was right; without them it was not, and `wrong` says what. */
export interface Converged {
  readonly convergedMs?: number
  readonly wrong?: string
}

export interface ConvergeOptions {
  readonly sinceMs: number
  readonly withinMs: number
  readonly staysMs?: number
  readonly reference?: Reference | undefined
}

export async function converge(
  scene: Scene,
  { sinceMs, withinMs, staysMs = STAYS_MS, reference }: ConvergeOptions,
): Promise<Converged> {
  let rightSinceMs: number | undefined
  for (;;) {
    const wrong = await wrongNow(scene, reference)
    const nowMs = Date.now()
    rightSinceMs = wrong === undefined ? (rightSinceMs ?? nowMs) : undefined
    if (rightSinceMs !== undefined && nowMs - rightSinceMs >= staysMs) return { convergedMs: rightSinceMs - sinceMs }
    if (wrong !== undefined && nowMs - sinceMs > withinMs) return { wrong }
    await pass(LOOK_MS)
  }
}
