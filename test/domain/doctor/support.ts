import { decide } from '../../../src/domain/decide/decide.ts'
import { type Memory, NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import type { Examined, Finding } from '../../../src/domain/doctor/finding.ts'
import type { Scene } from '../../../src/domain/doctor/scene.ts'
import { observed, type World } from '../../support/observed.ts'
import { at } from '../../support/time.ts'

/** A world with what the product makes of it at 08:00 of the tests' day. */
export function sceneOf(world: World, memory: Partial<Memory> = {}): Scene {
  const seen = observed(world)
  const before = { ...NO_MEMORY, ...memory }
  const nowMs = at('08:00')
  return { observed: seen, decision: decide(seen, before, nowMs), memory: before, namespace: 'hub', nowMs }
}

/** `broken nodePools.user: what → mend`, a line each. */
export const told = ({ findings }: Pick<Examined, 'findings'>): string[] => findings.map(sayFinding)

export const sayFinding = ({ severity, where, what, mend }: Finding): string =>
  `${severity} ${where}: ${what} → ${mend}`

/** The only thing that is found. */
export function only(examined: Pick<Examined, 'findings'>): string {
  const all = told(examined)
  if (all.length !== 1) throw new Error(`${all.length} findings:\n${all.join('\n')}`)
  return all[0] ?? ''
}
