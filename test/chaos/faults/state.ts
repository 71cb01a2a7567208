/** What becomes of what the replicas share: the memory in the state ConfigMap, and the Lease. */
import { SECOND } from '../../support/time.ts'
import { type Fault, TAKEOVER } from '../fault.ts'
import { LEASE, type Scene } from '../scene.ts'
import { once, repeatedly } from './kinds.ts'

const STATE = '/api/v1/namespaces/hub/configmaps/warmseats-state'

async function remember(memory: string, { cluster }: Scene): Promise<void> {
  await cluster.request('PATCH', STATE, { data: { 'memory.json': memory } })
}

/** Understood, every word of it, and mad. */
async function madMemory({ cluster }: Scene): Promise<string> {
  const { items } = (await cluster.request('GET', '/api/v1/nodes')) as { items: { metadata: { uid: string } }[] }
  const later = Date.now() + 1e9
  const pool = {
    fall: {
      target: 900,
      peaks: [
        { target: 900, endMs: later },
        { target: -5, endMs: 1e300 },
      ],
    },
    desired: 900,
    size: { memory: -1, cpu: 1e300 },
    seat: { memory: 0 },
    emptied: { seats: 1e300, seat: { memory: 1 } },
    floor: { count: 900, untilMs: 1 },
  }
  return JSON.stringify({
    version: 1,
    nodes: Object.fromEntries(
      items.map(({ metadata }) => [metadata.uid, { candidateSinceMs: later, emptySinceMs: -1e300 }]),
    ),
    pools: { user: pool, lab: pool, gone: pool },
    stranding: { nobody: later },
    leaving: { 'user-placeholder': later },
    boots: { user: Array.from({ length: 1000 }, (_, index) => ({ pod: `p${index}`, endMs: later, tookMs: -1 })) },
    pulling: { nobody: { pool: 'user', node: 'none', createdMs: later, runningMs: 0 } },
    calendarMissingSinceMs: later,
  })
}

/** Takes the Lease by force, and renews it until the end. */
function held(): Fault {
  let timer: NodeJS.Timeout | undefined
  const hold = async ({ cluster, witness }: Scene) => {
    const spec = {
      holderIdentity: 'stranger',
      leaseDurationSeconds: 15,
      renewTime: new Date().toISOString().replace('Z', '000Z'),
    }
    witness.noteLease(await cluster.request('PATCH', LEASE, { spec }), true)
  }
  return {
    name: 'a stranger holds the Lease for 10 s',
    lastsMs: 10 * SECOND,
    limit: TAKEOVER,
    begin: async (scene) => {
      await hold(scene)
      timer = setInterval(() => void hold(scene).catch(() => undefined), 2 * SECOND)
    },
    end: () => clearInterval(timer),
  }
}

export const state: readonly Fault[] = [
  once('the memory is rubbish when the leader starts again', async (scene) => {
    await remember('{"version":1,"pools":[[[', scene)
    const leader = await scene.leader()
    await leader.signal('SIGKILL')
    await leader.start()
  }),
  once('the memory is mad when both start again', async (scene) => {
    for (const replica of scene.replicas) await replica.signal('SIGKILL')
    await remember(await madMemory(scene), scene)
    await Promise.all(scene.replicas.map((replica) => replica.start()))
  }),
  once(
    'the state ConfigMap is deleted',
    async ({ cluster }) => {
      await cluster.request('DELETE', STATE)
    },
    { says: /state/i },
  ),
  repeatedly(
    'the Lease is deleted, five times',
    1500,
    async ({ cluster, witness }) => {
      const { metadata } = (await cluster.request('GET', LEASE)) as { metadata: object }
      await cluster.request('DELETE', LEASE)
      witness.noteLease({ metadata }, true)
    },
    { lastsMs: 5 * 1500 - 500 },
  ),
  held(),
]
