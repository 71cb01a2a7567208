/** A cluster with templates of services, and a kind that only these tests know. */
import type { Cluster } from '../../cluster/index.ts'
import { eventually } from '../../cluster/index.ts'

export const CLUSTERS = '/apis/example.org/v1/namespaces/hub/computeclusters'

/** A custom resource definition: a cluster for computing, beside a notebook. */
export async function defineClusters(cluster: Cluster): Promise<void> {
  await cluster.request('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'computeclusters.example.org' },
    spec: {
      group: 'example.org',
      scope: 'Namespaced',
      names: { kind: 'ComputeCluster', plural: 'computeclusters', singular: 'computecluster' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: {
            openAPIV3Schema: {
              type: 'object',
              properties: {
                spec: {
                  type: 'object',
                  properties: { workers: { type: 'integer', maximum: 10 }, memory: { type: 'string' } },
                },
              },
            },
          },
        },
      ],
    },
  })
  await eventually('the kind ComputeCluster is served', () => cluster.request('GET', CLUSTERS))
}

/** A ConfigMap in the release's namespace, made or changed. */
export async function configMap(
  cluster: Cluster,
  name: string,
  data: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>> = {},
): Promise<void> {
  const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, labels }, data }
  await cluster.request(
    'PATCH',
    `/api/v1/namespaces/hub/configmaps/${name}?fieldManager=admin&force=true`,
    body,
    'application/apply-patch+yaml',
  )
}
