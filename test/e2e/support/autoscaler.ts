import { type Cluster, eventually } from '../../cluster/index.ts'

/** Karpenter as a test watches it: what it ever asked of the cloud, and whether it has looked. */
export interface Autoscaler {
  /** The nodes that it asked for since the test began to watch, those that are gone again included. */
  asked(): Promise<readonly string[]>
  /**
   * Resolves when Karpenter has closed a batch that began after this call: whatever was unschedulable before has had
   * its answer. Karpenter decides about all pods at once, one batch after the other, and says so of each that no node
   * pool can take: a pod that nobody could ever take is its witness.
   */
  looks(): Promise<void>
}

const CLAIMS = '/apis/karpenter.sh/v1/nodeclaims'

/** Watches from now on. */
export async function autoscaler(cluster: Cluster): Promise<Autoscaler> {
  const { metadata } = (await cluster.request('GET', CLAIMS)) as { metadata: { resourceVersion: string } }
  let witnesses = 0
  return {
    // The API server tells a watch that begins in the past everything since then, or answers that it forgot.
    asked: async () => {
      const query = `watch=1&timeoutSeconds=1&resourceVersion=${metadata.resourceVersion}`
      const lines = (await cluster.kubectl(['get', '--raw', `${CLAIMS}?${query}`])).split('\n').filter(Boolean)
      const events = lines.map((line) => JSON.parse(line) as ClaimEvent)
      const forgotten = events.find(({ type }) => type === 'ERROR')
      if (forgotten) throw new Error(`the history of node claims is lost: ${JSON.stringify(forgotten.object)}`)
      return events.filter(({ type }) => type === 'ADDED').map(({ object }) => object.metadata.name)
    },
    looks: async () => {
      witnesses += 1
      const name = `witness-${witnesses}`
      await cluster.request('POST', '/api/v1/namespaces/default/pods', witness(name))
      const said = `fieldSelector=${encodeURIComponent(`involvedObject.name=${name},source=karpenter`)}`
      await eventually(`Karpenter to look at ${name}`, async () => {
        const { items } = (await cluster.request('GET', `/api/v1/namespaces/default/events?${said}`)) as Listed
        return items.length > 0
      })
      await cluster.request('DELETE', `/api/v1/namespaces/default/pods/${name}?gracePeriodSeconds=0`)
    },
  }
}

interface ClaimEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'ERROR'
  readonly object: { readonly metadata: { readonly name: string } }
}

interface Listed {
  readonly items: readonly unknown[]
}

const witness = (name: string) => ({
  metadata: { name },
  spec: {
    terminationGracePeriodSeconds: 0,
    nodeSelector: { 'test.warmseats.io/nowhere': 'true' },
    containers: [{ name: 'witness', image: 'pause' }],
  },
})
