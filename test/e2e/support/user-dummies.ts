import { type Cluster, eventually } from '../../cluster/index.ts'

/** The pods of a pool's Deployment and rehearsals that stand for users, and the Deployment's replicas. */
export interface UserDummies {
  scale(replicas: number): Promise<void>
  pods(): Promise<readonly DummyPod[]>
  /** Waits until there are exactly so many, all running. */
  run(count: number, withinMs?: number): Promise<readonly DummyPod[]>
}

export interface DummyPod {
  readonly metadata: {
    readonly name: string
    readonly uid: string
    readonly labels: Readonly<Record<string, string>>
    readonly ownerReferences: readonly { readonly kind: string; readonly controller?: boolean }[]
  }
  readonly spec: {
    readonly nodeName?: string
    readonly priority: number
    readonly nodeSelector: Readonly<Record<string, string>>
    readonly tolerations: readonly { readonly key?: string }[]
    readonly containers: readonly [{ readonly resources: object }]
  }
  readonly status: { readonly phase: string }
}

export function userDummies(cluster: Cluster, pool: string, namespace = 'hub'): UserDummies {
  const selector = encodeURIComponent(`warmseats.io/user-dummy=${pool}`)
  const path = `/api/v1/namespaces/${namespace}/pods?labelSelector=${selector}`
  const pods = async () => ((await cluster.request('GET', path)) as { readonly items: readonly DummyPod[] }).items
  return {
    pods,
    // As the demonstration has it: by hand, with kubectl.
    scale: async (replicas) => {
      await cluster.kubectl([
        'scale',
        '--namespace',
        namespace,
        `deployment/${pool}-user-dummy`,
        `--replicas=${replicas}`,
      ])
    },
    run: (count, withinMs = 60_000) =>
      eventually(
        `${count} running user-dummies in ${pool}`,
        async () => {
          const all = await pods()
          const running = all.filter(({ status }) => status.phase === 'Running')
          if (running.length !== count || all.length !== count)
            throw new Error(`${running.length} of ${all.length} run`)
          return running
        },
        { withinMs },
      ),
  }
}
