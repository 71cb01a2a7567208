/**
 * `decide` alone, by nodes and by how the event in force asks: before each decision one user's pod has changed, as it is in a cluster
 * at work. The modules are those of a revision, so that two can be compared.
 */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { createLedger as CreateLedger } from '../../../src/domain/cluster/occupancy.ts'
import type { decide as Decide } from '../../../src/domain/decide/decide.ts'
import type { NO_MEMORY as NoMemory } from '../../../src/domain/decide/memory.ts'
import type { config as ConfigOf } from '../../support/config.ts'
import type { deployment as DeploymentOf } from '../../support/deployment.ts'
import type { node as NodeOf } from '../../support/node.ts'
import type { observed as ObservedOf } from '../../support/observed.ts'
import type { pod as PodOf } from '../../support/pod.ts'
import type { at as At } from '../../support/time.ts'
import { median } from '../statistics.ts'
import type { Asks } from './scene.ts'

export interface DecideAsked {
  /** The tree of the revision. */
  readonly root: string
  readonly sizes: readonly { readonly nodes: number; readonly asks: Asks }[]
  readonly rounds: number
}

/** CPU of this thread, µs a decision. */
export interface DecideCost {
  readonly nodes: number
  readonly asks: Asks
  readonly us: number
}

const PODS_A_NODE = 10
/** Long enough for the clock of CPU time. */
const SLICE_MS = 40

interface Modules {
  readonly createLedger: typeof CreateLedger
  readonly decide: typeof Decide
  readonly NO_MEMORY: typeof NoMemory
  readonly config: typeof ConfigOf
  readonly deployment: typeof DeploymentOf
  readonly node: typeof NodeOf
  readonly observed: typeof ObservedOf
  readonly pod: typeof PodOf
  readonly at: typeof At
}

const FILES = [
  'src/domain/cluster/occupancy.ts',
  'src/domain/decide/decide.ts',
  'src/domain/decide/memory.ts',
  ...['config', 'deployment', 'node', 'observed', 'pod', 'time'].map((name) => `test/support/${name}.ts`),
]

process.once('disconnect', () => process.exit(0))
process.once('message', async (asked: DecideAsked) => process.send?.(await measure(asked)))

async function measure({ root, sizes, rounds }: DecideAsked): Promise<readonly DecideCost[]> {
  const loaded = await Promise.all(FILES.map((file) => import(pathToFileURL(join(root, file)).href) as Promise<object>))
  const modules = Object.assign({}, ...loaded) as Modules
  const subjects = sizes.map((size) => ({ ...size, run: decision(modules, size), costs: [] as number[] }))
  for (let round = -1; round < rounds; round++)
    for (const { run, costs } of subjects) {
      const us = slice(run)
      if (round >= 0) costs.push(us)
    }
  return subjects.map(({ nodes, asks, costs }) => ({ nodes, asks, us: median(costs) }))
}

/** On every second node users fill it, on the others they leave half. */
function decision(modules: Modules, { nodes, asks }: DecideAsked['sizes'][number]): () => void {
  const { createLedger, decide, NO_MEMORY, config, deployment, node, observed, pod, at } = modules
  const values = config({ nodePools: { user: { replicas: 1, nodeGracePeriod: 0, seat: { requests: SEAT } } } })
  const pods = Array.from({ length: nodes * PODS_A_NODE }, (_, index) => {
    const on = Math.floor(index / PODS_A_NODE)
    return pod({ user: `user-${index}`, on: `n${on}`, ...(on % 2 ? FULL : HALF) })
  })
  const ledger = createLedger('hub')
  for (const one of pods) ledger.applied(one)
  const world = {
    ...observed({
      config: values,
      nodes: Array.from({ length: nodes }, (_, index) => node({ name: `n${index}` })),
      deployments: [deployment({ config: values, replicas: 0 })],
      events: [{ asks: { user: asks === 'user' ? 4 : { students: nodes * 8 } } }],
    }),
    pods: ledger.view,
  }
  const nowMs = at('09:30')
  let memory = NO_MEMORY
  let next = 0
  return () => {
    next = (next + STRIDE) % pods.length
    const before = pods[next]
    if (!before) throw new Error(`no pod ${next}`)
    const after = { ...before, requests: { ...before.requests, cpu: (before.requests.cpu ?? 0) === 700 ? 701 : 700 } }
    ledger.applied(after, before)
    pods[next] = after
    memory = decide(world, memory, nowMs).memory
  }
}

const SEAT = { cpu: '700m', memory: '2800Mi' }
const FULL = { cpu: '700m', memory: '2800Mi' }
const HALF = { cpu: '400m', memory: '1600Mi' }
/** Prime to all sizes: every pod has its turn. */
const STRIDE = 7919

function slice(run: () => void): number {
  const [startMs, cpu] = [performance.now(), process.threadCpuUsage()]
  let runs = 0
  do {
    run()
    runs++
  } while (performance.now() - startMs < SLICE_MS)
  const { user, system } = process.threadCpuUsage(cpu)
  return (user + system) / runs
}
