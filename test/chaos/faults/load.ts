/** A cluster that is busy with others, nodes that come and go, and everything at once. */
import { setTimeout as pass } from 'node:timers/promises'
import { handsOff } from '../../cluster/index.ts'
import { SECOND } from '../../support/time.ts'
import type { Fault } from '../fault.ts'
import type { Scene } from '../scene.ts'
import { CORE_NODES, homeNodes, postNode } from '../users.ts'
import { repeatedly } from './kinds.ts'

const PODS = '/api/v1/namespaces/hub/pods'
const AT_ONCE = 16

/** Of users, on nodes of no pool; nobody but the product has work with them. */
const strayPod = (index: number) => ({
  metadata: {
    name: `stray-${index}`,
    labels: { component: 'singleuser-server', stray: 'yes' },
    annotations: { [handsOff]: 'yes' },
  },
  spec: {
    nodeName: CORE_NODES[index % CORE_NODES.length],
    terminationGracePeriodSeconds: 0,
    containers: [{ name: 'notebook', image: 'none' }],
  },
})

async function each<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const left = items.values()
  const worker = async () => {
    for (const item of left) await work(item)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}

const flapping = homeNodes('user').slice(-3).concat(homeNodes('lab').slice(-3))

/** Says of nodes in kwok's place how they are; it hears nothing of those that carry the annotation. */
async function setReady(isReady: boolean, { cluster }: Scene): Promise<void> {
  const [now, status] = [new Date().toISOString(), isReady ? 'True' : 'False']
  const condition = { type: 'Ready', status, reason: 'Chaos', lastHeartbeatTime: now, lastTransitionTime: now }
  await each(flapping, async (name) => {
    await cluster.request('PATCH', `/api/v1/nodes/${name}`, { metadata: { annotations: { [handsOff]: 'yes' } } })
    await cluster.request('PATCH', `/api/v1/nodes/${name}/status`, { status: { conditions: [condition] } })
  })
}

function flaps(): Fault {
  let isReady = true
  const flap = repeatedly('nodes become ready and not ready every second', SECOND, async (scene) => {
    isReady = !isReady
    await setReady(isReady, scene)
  })
  return {
    ...flap,
    end: async (scene) => {
      await flap.end?.(scene)
      await setReady(true, scene)
      isReady = true
    },
    undo: ({ cluster }) =>
      each(flapping, (name) =>
        cluster.request('PATCH', `/api/v1/nodes/${name}`, { metadata: { annotations: { [handsOff]: null } } }),
      ),
  }
}

/** Nodes on which placeholders sit. */
async function heldNodes({ campus: { hub } }: Scene): Promise<readonly string[]> {
  const names = (await hub.placeholders('user')).flatMap(({ spec }) => spec.nodeName ?? [])
  return [...new Set(names)].slice(0, 2)
}

function lostNodes(): Fault {
  let lost: readonly string[] = []
  return {
    name: 'two nodes are deleted under placeholders, and come back',
    lastsMs: 5 * SECOND,
    begin: async (scene) => {
      lost = await heldNodes(scene)
      await each(lost, (name) => scene.cluster.request('DELETE', `/api/v1/nodes/${name}`))
    },
    end: ({ campus: { hub } }) => each(lost, (name) => postNode(hub, name, 'user')),
  }
}

function everything(): Fault {
  const cuts = repeatedly('', SECOND, ({ replicas }) => {
    for (const { proxy } of replicas) proxy.cut()
  })
  let started: Promise<void> | undefined
  return {
    name: 'all at once: torn connections, 500s, no calendar, the leader killed',
    lastsMs: 15 * SECOND,
    onlyUsers: true,
    followsCalendar: { ms: 40 * SECOND, because: 'a calendar that failed for 15 s is asked again after up to 33 s' },
    begin: async (scene) => {
      const { random, replicas, campus } = scene
      // The copy of the calendar that a new leader begins with is up to 10 s old.
      await pass(11 * SECOND)
      for (const { proxy } of replicas)
        proxy.misbehave({ answers: () => (random() < 0.3 ? { status: 500 } : undefined) })
      campus.calendar.answer((_request, response) => response.writeHead(500).end())
      await cuts.begin(scene)
      const leader = await scene.leader()
      await leader.signal('SIGKILL')
      started = leader.start()
      started.catch(() => undefined)
    },
    end: async (scene) => {
      await cuts.end?.(scene)
      for (const { proxy } of scene.replicas) proxy.misbehave()
      scene.campus.mendCalendar()
      await started
    },
  }
}

export const load: readonly Fault[] = [
  {
    name: '2,000 pods come and go',
    lastsMs: 0,
    lagMs: 5 * SECOND,
    begin: async ({ cluster }) => {
      await each(
        Array.from({ length: 2000 }, (_, index) => index),
        (index) => cluster.request('POST', PODS, strayPod(index)),
      )
      await cluster.request('DELETE', `${PODS}?labelSelector=stray%3Dyes&gracePeriodSeconds=0`)
    },
  },
  flaps(),
  lostNodes(),
  everything(),
]
