/** What people and their tools do to our Deployments. */
import { SECOND } from '../../support/time.ts'
import type { Fault } from '../fault.ts'
import type { Scene } from '../scene.ts'
import { POOLS } from '../users.ts'
import { once } from './kinds.ts'

const pathOf = (pool: string) => `/apis/apps/v1/namespaces/hub/deployments/${pool}-placeholder`

const drawnPool = ({ random }: Scene) => POOLS[Math.floor(random() * POOLS.length)] ?? 'user'

/** A merge patch on the Deployment of one pool, as `kubectl edit` would send it. */
const edited = (name: string, patch: object, more: Partial<Fault> = {}): Fault =>
  once(
    name,
    async (scene) => {
      await scene.cluster.request('PATCH', `${pathOf(drawnPool(scene))}?fieldManager=kubectl-edit`, patch)
    },
    more,
  )

const deleted = (name: string, propagationPolicy: 'Background' | 'Foreground' | 'Orphan'): Fault =>
  once(name, async (scene) => {
    await scene.cluster.request('DELETE', pathOf(drawnPool(scene)), { propagationPolicy })
  })

const containers = (image: string) => [{ name: 'pause', image }]

function finalized(): Fault {
  let pool: string
  return {
    name: "a Deployment is deleted and held by a stranger's finalizer for 10 s",
    lastsMs: 10 * SECOND,
    says: /delet/i,
    begin: async (scene) => {
      pool = drawnPool(scene)
      await scene.cluster.request('PATCH', pathOf(pool), { metadata: { finalizers: ['chaos.example.org/hold'] } })
      await scene.cluster.request('DELETE', pathOf(pool))
    },
    end: async ({ cluster }) => {
      await cluster.request('PATCH', pathOf(pool), { metadata: { finalizers: null } })
    },
  }
}

export const hands: readonly Fault[] = [
  edited('a Deployment is scaled to 0', { spec: { replicas: 0 } }),
  edited('a Deployment is scaled to 500', { spec: { replicas: 500 } }),
  deleted('a Deployment is deleted', 'Background'),
  deleted('a Deployment is deleted in the foreground', 'Foreground'),
  deleted('a Deployment is deleted and its ReplicaSet orphaned', 'Orphan'),
  edited('the image is edited', { spec: { template: { spec: { containers: containers('nginx:latest') } } } }),
  edited('all labels are taken off', { metadata: { labels: null } }),
  edited('the label managed-by is edited', { metadata: { labels: { 'app.kubernetes.io/managed-by': 'somebody' } } }),
  edited('the tolerations are taken out', { spec: { template: { spec: { tolerations: null } } } }),
  edited('the annotations are filled with rubbish', {
    metadata: {
      annotations: {
        'warmseats.io/at-least': 'many until soon',
        'warmseats.io/pause': 'x'.repeat(10_000),
        'warmseats.io/intent': 'none',
        'warmseats.io/because': '\u0000💥',
      },
    },
  }),
  edited('the annotations are taken off', { metadata: { annotations: null } }),
  edited('the ownerReferences are taken off', { metadata: { ownerReferences: null } }),
  edited(
    'ownerReferences and labels are taken off',
    { metadata: { ownerReferences: null, labels: null } },
    { replaces: true },
  ),
  finalized(),
]
