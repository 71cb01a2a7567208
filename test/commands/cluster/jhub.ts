/** An API server that holds what a test says, and answers 404 for the rest; and a command's view of it. */
import type { Socket } from 'node:net'
import { atCluster, type Place, type PlaceOptions } from '../../../src/commands/cluster/ask.ts'
import { type Exchange, fakeApi } from '../../kubernetes/support/fake-api.ts'
import { kubeconfigOf } from './kubeconfig.ts'

/** By path: an object, a list of objects, or the code that it is refused with. */
export type Held = Readonly<Record<string, object | readonly object[] | number>>

export interface Jhub extends AsyncDisposable {
  readonly options: PlaceOptions
  readonly open: ReadonlySet<Socket>
  /** Paths that were asked for. */
  readonly asked: readonly string[]
  at<T>(ask: (place: Place) => Promise<T>): Promise<T>
}

export async function jhub(held: Held): Promise<Jhub> {
  const server = await fakeApi()
  const files = kubeconfigOf(server)
  const asked: string[] = []
  server.serve((exchange: Exchange) => {
    asked.push(exchange.path)
    const found = held[exchange.path] ?? 404
    if (typeof found === 'number') exchange.refuse(found, { message: 'not for you' })
    else exchange.answer(200, Array.isArray(found) ? { kind: 'List', items: found } : found)
  })
  const options = { kubeconfig: files.kubeconfig }
  return {
    options,
    open: server.open,
    asked,
    at: (ask) => atCluster(options, ask),
    async [Symbol.asyncDispose]() {
      files[Symbol.dispose]()
      await server.close()
    },
  }
}

export const DEPLOYMENTS = '/apis/apps/v1/namespaces/jhub/deployments'
export const STATE = '/api/v1/namespaces/jhub/configmaps/warmseats-state'
export const CALENDAR = '/api/v1/namespaces/jhub/secrets/warmseats-calendar-url'

interface ReleaseSpec {
  readonly name?: string
  readonly state?: string
  readonly args?: readonly string[]
  /** The Secret that holds the calendar's address. */
  readonly secret?: string
}

/** The controller's Deployment as the chart makes it. */
export const release = ({ name = 'warmseats', state = 'warmseats-state', args = [], secret }: ReleaseSpec = {}) => ({
  metadata: { name, labels: { 'app.kubernetes.io/version': '1.0.0' } },
  spec: {
    replicas: 2,
    template: {
      spec: {
        containers: [
          { image: 'proxy', args: ['serve'] },
          {
            image: 'warmseats:1.0.0',
            args: ['run', `--state=${state}`, ...args],
            env: secret
              ? [
                  {
                    name: 'WARMSEATS_CALENDAR_URL',
                    valueFrom: { secretKeyRef: { name: secret, key: 'calendarUrl' } },
                  },
                ]
              : [],
          },
        ],
      },
    },
  },
  status: { readyReplicas: 1 },
})

/** The state ConfigMap with these keys. */
export const stateMap = (data: Readonly<Record<string, string>>) => ({
  kind: 'ConfigMap',
  metadata: { name: 'warmseats-state', namespace: 'jhub', uid: 'state-uid' },
  data,
})
