/** What networks do to connections: tear them down, refuse them, forget them. */
import { SECOND } from '../../support/time.ts'
import { type Fault, HALF_OPEN, PROMPT, TAKEOVER } from '../fault.ts'
import { dripping } from '../proxy/passages.ts'
import type { Scene } from '../scene.ts'
import { misbehaving, once, repeatedly } from './kinds.ts'

/** What was decided before a silence is noticed is decided on a view that is so old. */
const UNNOTICED = { lastsMs: 6 * SECOND, limit: HALF_OPEN, lagMs: HALF_OPEN.ms + 5 * SECOND }

/** The leader's watches of this resource fall silent. */
const silent = (resource: string) => async (scene: Scene) => {
  const { proxy } = await scene.leader()
  if (proxy.silence((path) => path.endsWith(`/${resource}`)) === 0) throw new Error(`there is no watch of ${resource}`)
}

/** Now refused, now not: each turn of the one or the other is so long. */
function flapping(turnMs: number, lastsMs: number): Fault {
  let isAway = false
  const flap = repeatedly(
    `connections are refused off and on, every ${turnMs / SECOND} s`,
    turnMs,
    ({ replicas }) => {
      isAway = !isAway
      for (const { proxy } of replicas) {
        proxy.misbehave({ refuses: isAway })
        if (isAway) proxy.cut()
      }
    },
    { lastsMs, isOneOutage: true },
  )
  return {
    ...flap,
    end: async (scene) => {
      await flap.end?.(scene)
      isAway = false
      thawAll(scene)
    },
  }
}

export const network: readonly Fault[] = [
  repeatedly(
    'all connections are torn down every second',
    SECOND,
    ({ replicas }) => {
      for (const { proxy } of replicas) proxy.cut()
    },
    { lastsMs: 20 * SECOND, isOneOutage: true },
  ),
  flapping(SECOND, 30 * SECOND),
  flapping(7 * SECOND, 63 * SECOND),
  misbehaving('connections are refused', () => ({ refuses: true }), { lastsMs: 15 * SECOND, isOneOutage: true }),
  {
    name: 'the leader alone is refused',
    lastsMs: 20 * SECOND,
    begin: async (scene) => {
      const { proxy } = await scene.leader()
      proxy.misbehave({ refuses: true })
      proxy.cut()
    },
    end: thawAll,
  },
  {
    name: 'frozen: nothing comes through for 25 s, and old connections stay dead',
    lastsMs: 25 * SECOND,
    limit: HALF_OPEN,
    begin: ({ replicas }) => {
      for (const { proxy } of replicas) proxy.freeze()
    },
    end: thawAll,
  },
  {
    name: 'the leader alone is frozen for 25 s',
    lastsMs: 25 * SECOND,
    limit: PROMPT,
    begin: async (scene) => (await scene.leader()).proxy.freeze(),
    end: thawAll,
  },
  once('the leader alone is frozen for good', async (scene) => (await scene.leader()).proxy.freeze(), {
    limit: TAKEOVER,
    undo: thawAll,
  }),
  once(
    'half-open: all watches of both fall silent, requests are answered',
    ({ replicas }) => {
      for (const { proxy } of replicas) proxy.silence()
    },
    UNNOTICED,
  ),
  once("half-open: the leader's watch of Deployments falls silent", silent('deployments'), UNNOTICED),
  once("half-open: the leader's watch of its Lease falls silent", silent('leases'), UNNOTICED),
  once("half-open: the leader's watch of pods falls silent", silent('pods'), { ...UNNOTICED, onlyUsers: true }),
  misbehaving('watches drip, 40 bytes each 100 ms', () => ({ watches: () => dripping({ bytes: 40, everyMs: 100 }) }), {
    lastsMs: 20 * SECOND,
    lagMs: 25 * SECOND,
  }),
  misbehaving('everything comes 3 s late', () => ({ delayMs: 3 * SECOND }), {
    lastsMs: 20 * SECOND,
    lagMs: 10 * SECOND,
  }),
]

function thawAll({ replicas }: Scene): void {
  for (const { proxy } of replicas) {
    proxy.thaw()
    proxy.misbehave()
  }
}
