/** The floors on a synthetic API server, each in a process of its own. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { FloorOrder } from '../floor.ts'
import { POD_OF } from '../synthetic/reactions.ts'
import type { Synthetic } from '../synthetic/start.ts'
import type { ListFloor, ListFloorAsked } from './list-floor.ts'

const start = (program: string) => {
  const child = fork(fileURLToPath(import.meta.resolve(program)), { execArgv: [] })
  const died = once(child, 'exit').then(() => Promise.reject(new Error(`${program} ended; it says why above`)))
  died.catch(() => undefined)
  const message = async () => (await Promise.race([once(child, 'message'), died]))[0] as unknown
  return { child, message }
}

/** What it takes to read all nodes and pods at all. */
export async function measureListFloor({ port, ca }: Synthetic): Promise<ListFloor> {
  const { child, message } = start('./list-floor.ts')
  child.send({ port, ca } satisfies ListFloorAsked)
  const told = await message()
  child.disconnect()
  return told as ListFloor
}

const OWN = '/apis/apps/v1/namespaces/floor/deployments/user-placeholder'
const PRODUCTS = '/apis/apps/v1/namespaces/hub/deployments/user-placeholder'

interface Manifest {
  readonly metadata: { readonly name: string; readonly labels?: object; readonly annotations?: object }
  readonly spec: object
}

/**
 * A raw watch that patches a Deployment like the product's as soon as it has parsed the event of a pod of its own: nothing decides.
 * @returns stop
 */
export async function startReactionFloor(api: Synthetic): Promise<() => Promise<void>> {
  const like = (await api.ask('object', PRODUCTS)) as Manifest | null
  if (!like) throw new Error('the product has made no Deployment yet: what would the floor write?')
  const { name, labels, annotations } = like.metadata
  const manifest = (replicas: number) =>
    JSON.stringify({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace: 'floor', labels, annotations },
      spec: { ...like.spec, replicas },
    })
  const { child, message } = start('../floor.ts')
  const order: FloorOrder = {
    access: { server: `https://localhost:${api.port}`, ca: api.ca, token: 'synthetic' },
    path: `${OWN}?fieldManager=floor&force=true`,
    came: manifest(1),
    went: manifest(0),
    prefix: POD_OF.floor,
    settlingPrefix: 'nobody-',
    settleMs: 0,
  }
  child.send(order)
  await message()
  const exited = once(child, 'exit')
  return async () => {
    if (child.connected) child.disconnect()
    await exited
  }
}
