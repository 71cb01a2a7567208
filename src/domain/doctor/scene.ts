import type { Decision, PoolDecision } from '../decide/decision.ts'
import type { Memory } from '../decide/memory.ts'
import type { Observed } from '../decide/observed.ts'
import type { PoolConfig } from '../settings/config.ts'

/** What is there, and what the product itself makes of it: its judgement is asked, there is no second one. */
export interface Scene {
  readonly observed: Observed
  readonly decision: Decision
  /** What it was decided by. */
  readonly memory: Memory
  /** Of the placeholders. */
  readonly namespace: string
  readonly nowMs: number
}

/** Each pool with what was decided for it. */
export const poolsOf = ({ observed, decision }: Scene): readonly (readonly [PoolConfig, PoolDecision])[] =>
  [...observed.config.pools.values()].flatMap((pool): [PoolConfig, PoolDecision][] => {
    const decided = decision.pools.get(pool.name)
    return decided ? [[pool, decided]] : []
  })

/** `hub.jupyter.org/pool-name=user`, as `kubectl -l` takes it. */
export const saySelector = ({ nodeSelector }: PoolConfig): string =>
  Object.entries(nodeSelector)
    .map(([key, value]) => `${key}=${value}`)
    .join(',')
