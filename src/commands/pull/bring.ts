import { type Node, whyNotUsable } from '../../domain/cluster/node.ts'
import { SECOND_MS } from '../../domain/duration.ts'
import { Refusal } from '../../rehearsal/cluster.ts'
import type { PullCluster, PullPool } from './cluster.ts'
import { nameOfRun, type Template } from './objects.ts'
import type { PullPlan } from './options.ts'
import type { RawPuller } from './pulled.ts'
import { sayStanding, sayTrouble } from './say.ts'
import { type Next, NOWHERE, nextOf, type Standing, standingOf } from './turn.ts'

/** The time, and a pause between two looks. */
export interface Clock {
  readonly now: () => number
  readonly pause: () => Promise<unknown>
}

export interface Stage {
  readonly plan: PullPlan
  readonly cluster: PullCluster
  readonly clock: Clock
  readonly progress: (line: string) => void
  /** Ends it early, as Ctrl-C does. */
  readonly stop: AbortSignal
}

/** How the pull to the nodes ended. */
export interface Brought {
  readonly standing: Standing
  readonly end: 'done' | 'in vain' | 'timeout' | 'interrupted'
  /** Nodes that nobody can use, each with why. */
  readonly leftOut: readonly { readonly node: string; readonly because: string }[]
}

/** Nodes come and go in minutes. */
const NODES_EVERY_MS = 30 * SECOND_MS
const TRIES = 5

/**
 * Pulls to the nodes that are there, few at a time, and takes its pods away in any case.
 * @throws Refusal where the API server will not have it
 */
export async function bringToNodes(stage: Stage, pools: readonly PullPool[]): Promise<Brought> {
  const { plan, cluster, progress } = stage
  const fuseUid = await cluster.light(plan)
  try {
    return await looking(stage, pools, fuseUid)
  } finally {
    await tried(() => cluster.end(plan), stage.clock).catch((error: Error) =>
      progress(`${error.message}; Job ${nameOfRun(plan)} goes by itself when its deadline is over`),
    )
  }
}

async function looking(stage: Stage, pools: readonly PullPool[], fuseUid: string): Promise<Brought> {
  const { plan, cluster, clock, stop } = stage
  const endMs = clock.now() + plan.timeoutMs
  const site = await siteOf(stage, pools)
  const tell = teller(stage)
  let standing = NOWHERE
  while (true) {
    const seen = await site.look(standing)
    standing = seen ?? standing
    const nowMs = clock.now()
    const next = seen ? nextOf(seen, plan.parallel, nowMs) : NOTHING
    if (next.at !== 'done') tell(standing)
    const end = endOf(next, stop.aborted, nowMs >= endMs)
    if (end) return { standing, end, leftOut: site.leftOut() }
    for (const node of next.nodes)
      await cluster.create(plan, site.templateOn(node), node, site.nameOn(node), fuseUid).catch(excused)
    await clock.pause()
  }
}

const NOTHING: Next = { at: 'pull', nodes: [] }

function endOf({ at }: Next, isStopped: boolean, isLate: boolean): Brought['end'] | undefined {
  if (at !== 'pull') return at
  if (isStopped) return 'interrupted'
  return isLate ? 'timeout' : undefined
}

/** Says what is new: who is in trouble, at once, and how it stands. */
function teller({ progress }: Stage): (standing: Standing) => void {
  let said = ''
  const known = new Set<string>()
  return (standing) => {
    for (const one of standing.troubled.filter(({ node }) => !known.has(node))) progress(sayTrouble(one))
    known.clear()
    for (const { node } of standing.troubled) known.add(node)
    if (said !== sayStanding(standing)) progress(sayStanding(standing))
    said = sayStanding(standing)
  }
}

/** The nodes as they come and go, and the pods on them. */
interface Site {
  /** undefined: the API server did not answer. */
  look(before: Standing): Promise<Standing | undefined>
  nameOn(node: string): string
  templateOn(node: string): Template
  leftOut(): Brought['leftOut']
}

async function siteOf({ plan, cluster, clock }: Stage, pools: readonly PullPool[]): Promise<Site> {
  let places = await tried(() => placesIn(cluster, pools), clock)
  let readAtMs = clock.now()
  const numbers = new Map<string, number>()
  const nameOn = (node: string) => {
    const number = numbers.get(node) ?? numbers.size + 1
    numbers.set(node, number)
    return `${nameOfRun(plan)}-${number}`
  }
  return {
    nameOn,
    templateOn: (node) => places.usable.get(node)?.template ?? {},
    leftOut: () => places.leftOut,
    look: async (before) => {
      if (clock.now() >= readAtMs + NODES_EVERY_MS) {
        readAtMs = clock.now()
        places = (await placesIn(cluster, pools).catch(excused)) ?? places
      }
      const all = await cluster.pullers(plan).catch(excused)
      if (!all) return undefined
      const byName = new Map(all.map((pod) => [pod.metadata?.name, pod]))
      const pods = new Map<string, RawPuller>()
      for (const node of places.usable.keys()) {
        const pod = byName.get(nameOn(node))
        if (pod) pods.set(node, pod)
      }
      const nodes = [...places.usable.values()].map(({ node }) => node)
      return standingOf({ nodes, pods, images: plan.images, nowMs: clock.now() }, before)
    },
  }
}

interface Place {
  readonly node: Node
  readonly template: Template
}

interface Places {
  readonly usable: ReadonlyMap<string, Place>
  readonly leftOut: Brought['leftOut']
}

async function placesIn(cluster: PullCluster, pools: readonly PullPool[]): Promise<Places> {
  const usable = new Map<string, Place>()
  const leftOut: { node: string; because: string }[] = []
  for (const pool of pools)
    for (const node of await cluster.nodes(pool)) {
      const because = whyNotUsable(node, pool.template.tolerations ?? [])
      if (because === undefined) usable.set(node.name, { node, template: pool.template })
      else leftOut.push({ node: node.name, because })
    }
  return { usable, leftOut }
}

/** What repeating may mend is tried again at the next look. */
function excused(error: unknown): undefined {
  if (!(error instanceof Refusal) || error.isFinal) throw error
  return undefined
}

async function tried<T>(ask: () => Promise<T>, { pause }: Clock): Promise<T> {
  for (let left = TRIES - 1; ; left--)
    try {
      return await ask()
    } catch (error) {
      if (left === 0) throw error
      excused(error)
      await pause()
    }
}
