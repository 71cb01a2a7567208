/**
 * The status page of 20 pools with 500 nodes and a day that is remembered, in a process of its own: every second something
 * happens, whether anybody looks or not. Answers each message with the CPU that it has used.
 */
import type { Step } from '../../../src/domain/act/step.ts'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { pack } from '../../../src/domain/history/packed.ts'
import { aPool } from '../../domain/history/points.ts'
import { config, POOL_NAME_LABEL } from '../../support/config.ts'
import { node } from '../../support/node.ts'
import { pod, several } from '../../support/pod.ts'
import { stepAt } from '../../support/snapshot.ts'
import { serve, toldPage } from '../../support/status-page.ts'
import { at, HOUR, MINUTE } from '../../support/time.ts'

export interface PageCost {
  /** Of the whole process since it began, in ms. */
  readonly cpuMs: number
  readonly url: string
}

const [POOLS, NODES, USERS_A_NODE, CLASSES] = [20, 500, 7, 60]
const pools = several(POOLS, (n) => `pool-${n}`)
const poolOf = (n: number) => pools[n % POOLS] ?? ''
const SEAT = { cpu: '1', memory: '4Gi' }

const settings = config({
  nodePools: Object.fromEntries(
    pools.map((name) => [name, { nodeSelector: { [POOL_NAME_LABEL]: name }, seat: { requests: SEAT }, replicas: 1 }]),
  ),
})
const events = several(CLASSES, (n) => {
  const from = at('08:00') + n * 2 * HOUR
  return { title: `Class ${n}`, uid: `class-${n}`, from, to: from + HOUR, asks: { [poolOf(n)]: { students: 60 } } }
})
const nodes = several(NODES, (n) => node({ name: `n${n}`, pool: null, labels: { [POOL_NAME_LABEL]: poolOf(n) } }))
const users = (more: number) => [
  ...several(NODES, (n) => several(USERS_A_NODE, (u) => pod({ user: `${n}-${u}`, ...SEAT, on: `n${n}` }))).flat(),
  ...several(more, (n) => pod({ user: `more-${n}`, ...SEAT, on: `n${n}` })),
]
/** Classes all day long: the count changes every minute. */
const day = several(1440, (minute) => Math.round(80 + 60 * Math.sin(minute / 40) + (minute % 3)))
const sealed = Object.fromEntries(pools.map((name) => [name, pack(aPool(at('09:00') / MINUTE - 1440, ...day))]))
const memory = { ...NO_MEMORY, history: { sealed, open: [] } }
const steps = [0, 1].map(
  (more): Step => stepAt('09:00', { config: settings, nodes, events, pods: users(more) }, { memory }),
)

const startMs = performance.now()
const told = toldPage({ now: () => at('09:00') + performance.now() - startMs })
const { url } = await serve(told)
let turn = 0
setInterval(() => {
  turn += 1
  const step = steps[turn % 2]
  if (step) told.step(step)
}, 1000)

process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.({ cpuMs: (user + system) / 1000, url } satisfies PageCost)
})
process.once('disconnect', () => process.exit(0))
process.send?.('ready')
