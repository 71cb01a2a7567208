/** What becomes of the control plane itself, and of what we may do in it. */
import { eventually } from '../../cluster/index.ts'
import { SECOND } from '../../support/time.ts'
import type { Fault } from '../fault.ts'
import type { Scene } from '../scene.ts'

const isReady = ({ cluster }: Scene) =>
  eventually('the API server to be ready', async () => (await cluster.request('GET', '/readyz').catch(isText)) ?? true)
/** `/readyz` answers with a word that is not JSON. */
const isText = (error: unknown) => {
  if (!(error instanceof SyntaxError)) throw error
}

const BINDINGS = '/apis/rbac.authorization.k8s.io/v1'
const OURS = `labelSelector=${encodeURIComponent('app.kubernetes.io/instance=warmseats')}`
const BINDING_PATHS = [`${BINDINGS}/clusterrolebindings`, `${BINDINGS}/namespaces/hub/rolebindings`]
const QUOTAS = '/api/v1/namespaces/hub/resourcequotas'

interface Named {
  readonly metadata: { readonly name: string; readonly labels?: object }
}

/** Takes our bindings away, and gives them back later. */
function withoutRights(): Pick<Fault, 'begin' | 'end'> {
  let taken: { readonly path: string; readonly binding: Named }[] = []
  return {
    begin: async ({ cluster, replicas }) => {
      const lists = BINDING_PATHS.map(async (path) => {
        const { items } = (await cluster.request('GET', `${path}?${OURS}`)) as { items: readonly Named[] }
        return items.map((binding) => ({ path, binding }))
      })
      taken = (await Promise.all(lists)).flat()
      for (const { path, binding } of taken) await cluster.request('DELETE', `${path}/${binding.metadata.name}`)
      for (const { proxy } of replicas) proxy.cut()
    },
    end: async ({ cluster }) => {
      for (const { path, binding } of taken) {
        const { name, labels } = binding.metadata
        await cluster.request('POST', path, { ...binding, metadata: { name, labels } })
      }
    },
  }
}

/** As an API server does every five minutes, only now: etcd forgets what was before. */
async function compact(etcdUrl: string): Promise<void> {
  const ask = async (method: string, body: object) => {
    const answer = await fetch(`${etcdUrl}/v3/kv/${method}`, { method: 'POST', body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`etcd: ${method} gave ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as { readonly header: { readonly revision: string } }
  }
  const { header } = await ask('range', { key: Buffer.from('/').toString('base64') })
  await ask('compaction', { revision: header.revision, physical: true })
}

export const server: readonly Fault[] = [
  {
    name: 'the API server is killed, 8 s down',
    lastsMs: 8 * SECOND,
    begin: ({ cluster }) => cluster.stopApiServer(),
    end: ({ cluster }) => cluster.startApiServer(),
  },
  {
    name: 'etcd is killed, 6 s down',
    lastsMs: 6 * SECOND,
    begin: ({ cluster }) => cluster.stopEtcd(),
    end: async (scene) => {
      await scene.cluster.startEtcd()
      await isReady(scene)
    },
  },
  {
    name: 'a real 410: cut off while etcd is compacted and the API server restarted',
    lastsMs: 4 * SECOND,
    begin: ({ replicas }) => {
      for (const { proxy } of replicas) {
        proxy.misbehave({ refuses: true })
        proxy.cut()
      }
    },
    end: async ({ cluster, replicas }) => {
      await compact(cluster.etcdUrl)
      await cluster.stopApiServer()
      await cluster.startApiServer()
      for (const { proxy } of replicas) proxy.misbehave()
    },
  },
  { name: 'our rights are taken away for 15 s', lastsMs: 15 * SECOND, ...withoutRights() },
  {
    name: 'a quota allows no further pods for 12 s',
    lastsMs: 12 * SECOND,
    begin: async ({ cluster }) => {
      await cluster.request('POST', QUOTAS, { metadata: { name: 'none' }, spec: { hard: { pods: '1' } } })
    },
    end: async ({ cluster }) => {
      await cluster.request('DELETE', `${QUOTAS}/none`)
    },
  },
]
