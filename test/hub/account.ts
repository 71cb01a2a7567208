/** Who the hub is for the API server: a ServiceAccount with the rights that zero-to-jupyterhub gives it. */
import type { Cluster } from '../cluster/index.ts'

const RULES = [
  {
    apiGroups: [''],
    resources: ['pods', 'persistentvolumeclaims', 'secrets', 'services'],
    verbs: ['get', 'watch', 'list', 'create', 'delete'],
  },
  { apiGroups: [''], resources: ['events'], verbs: ['get', 'watch', 'list'] },
]

/** Its name, by which the profiles API knows it too. */
const HUB_ACCOUNT = 'hub'
/** Whom its token is for: Warmseats alone. */
const AUDIENCES = ['warmseats']

/** Makes it in a namespace that is there, and returns the path of its kubeconfig. */
export async function hubAccount(cluster: Cluster, namespace: string): Promise<string> {
  const metadata = { name: HUB_ACCOUNT, namespace }
  const rbac = { apiVersion: 'rbac.authorization.k8s.io/v1', metadata }
  const objects = [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    { ...rbac, kind: 'Role', rules: RULES },
    {
      ...rbac,
      kind: 'RoleBinding',
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: HUB_ACCOUNT },
      subjects: [{ kind: 'ServiceAccount', ...metadata }],
    },
  ]
  await cluster.kubectl(['apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }))
  return cluster.kubeconfigFor(namespace, HUB_ACCOUNT)
}

/** Its token, as it is mounted into the hub's pod. */
export async function hubToken(cluster: Cluster, namespace: string): Promise<string> {
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${HUB_ACCOUNT}/token`
  const { status } = (await cluster.request('POST', path, { spec: { audiences: AUDIENCES } })) as {
    readonly status: { readonly token: string }
  }
  return status.token
}
