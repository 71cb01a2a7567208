/**
 * From a pod event on the wire to the accepted patch of a Deployment, of the product and of the floor in turn: each
 * round has one of each, and each is the first as often. The product's pod fills the only roomy node (the count rises) and
 * leaves it (the count falls); the floor's pod comes to a full node and goes, which changes nothing for the product.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { World } from '../e2e/support/world.ts'
import { FLOOR } from './floor-process.ts'
import type { Observer } from './observer.ts'
import { FILLING, FLOOR_NODE, POOL, ROOMY_NODE } from './stage.ts'
import { type Summary, summarize } from './statistics.ts'

/** The floor patches at once; when it settles first, as long as the product does, what remains is the product's own. */
export const SIDES = ['product', 'floor', 'settling floor'] as const
type SideName = (typeof SIDES)[number]

export interface Reaction {
  readonly event: 'rise' | 'fall'
  /** Milliseconds. */
  readonly took: Readonly<Record<SideName, Summary>>
}

interface Side {
  readonly deployment: string
  /** Whose pods come and go, a fresh one each time. */
  readonly user: string
  readonly spec: { readonly on: string; readonly cpu: string; readonly memory: string }
}

/** What else the cluster does after a round has ended by then. */
const QUIET_MS = 50

export async function measureReaction(
  { hub, observer, namespace }: { readonly hub: World; readonly observer: Observer; readonly namespace: string },
  rounds: number,
): Promise<readonly Reaction[]> {
  const deployment = `${FLOOR.namespace}/${FLOOR.name}`
  const tiny = { on: FLOOR_NODE, cpu: '1m', memory: '1Mi' }
  const sides: Readonly<Record<SideName, Side>> = {
    product: {
      deployment: `${namespace}/${POOL}-placeholder`,
      user: 'filling',
      spec: { on: ROOMY_NODE, ...FILLING },
    },
    floor: { deployment, user: FLOOR.user, spec: tiny },
    'settling floor': { deployment, user: FLOOR.settlingUser, spec: tiny },
  }
  const time = async ({ user, ...side }: Side, event: Reaction['event'], round: number): Promise<number> => {
    const name = `${user}-${round}`
    await observer.rest()
    await delay(QUIET_MS)
    const [cameMs, patchedMs] = await Promise.all([
      observer.pod(event === 'rise' ? 'ADDED' : 'DELETED', `jupyter-${name}`),
      observer.replicas(side.deployment, event === 'rise' ? 1 : 0),
      event === 'rise' ? hub.user(name, side.spec) : hub.leave(name),
    ])
    return patchedMs - cameMs
  }

  const all = EVENTS.map((event) => ({ event, took: { product: [], floor: [], 'settling floor': [] } as Samples }))
  for (let round = 0; round < WARM_UP + rounds; round++)
    for (const index of SIDES.keys()) {
      const name = SIDES[(index + round) % SIDES.length] ?? 'product'
      for (const { event, took } of all) {
        const ms = await time(sides[name], event, round)
        if (round >= WARM_UP) took[name].push(ms)
      }
    }
  return all.map(({ event, took }) => ({
    event,
    took: {
      product: summarize(took.product),
      floor: summarize(took.floor),
      'settling floor': summarize(took['settling floor']),
    },
  }))
}

const EVENTS = ['rise', 'fall'] as const
type Samples = Record<SideName, number[]>

/** Rounds before the first that counts: both are JavaScript, and connections have to be opened. */
const WARM_UP = 5
