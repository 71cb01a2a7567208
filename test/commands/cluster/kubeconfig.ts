import type { Exchange, FakeApi } from '../../kubernetes/support/fake-api.ts'
import { folder } from '../../kubernetes/support/kubeconfig.ts'

/** A kubeconfig whose only context is that API server, with the namespace `jhub`. */
export function kubeconfigOf(api: Pick<FakeApi, 'url'>): { readonly kubeconfig: string } & Disposable {
  const files = folder()
  const kubeconfig = files.write(
    'kubeconfig',
    JSON.stringify({
      'current-context': 'test',
      clusters: [{ name: 'test', cluster: { server: api.url } }],
      users: [{ name: 'test', user: { token: 'test' } }],
      contexts: [{ name: 'test', context: { cluster: 'test', user: 'test', namespace: 'jhub' } }],
    }),
  )
  return { kubeconfig, [Symbol.dispose]: () => files[Symbol.dispose]() }
}

/** The Deployment of a controller, as the chart makes it. */
export const controller = (version: string) => ({
  metadata: { name: 'warmseats', labels: { 'app.kubernetes.io/version': version } },
  spec: {
    replicas: 2,
    template: { spec: { containers: [{ image: `warmseats:${version}`, args: ['run', '--state=warmseats-state'] }] } },
  },
  status: { readyReplicas: 1 },
})

export const answering =
  (items: readonly object[]) =>
  (exchange: Exchange): void =>
    exchange.answer(200, { kind: 'List', items })
