import { networkInterfaces } from 'node:os'
import type { Cluster } from '../../cluster/index.ts'

/** For `startCluster`: the API server goes to a Service's endpoints itself. There is no kube-proxy for its cluster IP. */
export const ROUTED = { apiServerArgs: ['--enable-aggregator-routing=true'] } as const

/** An address of this machine that endpoints may have, which loopback is not; undefined where it has none. */
export const ownAddress = (): string | undefined =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'))?.address

/**
 * Routes the port `https` of the release's Service to controllers on this machine, as the endpoints of their pods would;
 * to nobody when there is none.
 */
export async function route(
  cluster: Cluster,
  { namespace = 'hub', service = 'warmseats' }: { readonly namespace?: string; readonly service?: string },
  ...ports: readonly number[]
): Promise<void> {
  const slices = `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`
  const selector = encodeURIComponent(`kubernetes.io/service-name=${service}`)
  const { items } = (await cluster.request('GET', `${slices}?labelSelector=${selector}`)) as {
    items: readonly { metadata: { name: string } }[]
  }
  for (const port of ports)
    if (!items.some(({ metadata }) => metadata.name === `${service}-${port}`))
      await cluster.request('POST', slices, {
        metadata: { name: `${service}-${port}`, labels: { 'kubernetes.io/service-name': service } },
        addressType: 'IPv4',
        endpoints: [{ addresses: [ownAddress()], conditions: { ready: true } }],
        ports: [{ name: 'https', port, protocol: 'TCP' }],
      })
  for (const { metadata } of items)
    if (!ports.some((port) => metadata.name === `${service}-${port}`))
      await cluster.request('DELETE', `${slices}/${metadata.name}`)
}
