import { FIRST_CONFIG_MAP, PROFILES_KEY } from '../../src/domain/profiles/reading/read-file.ts'
import { type Cluster, eventually, startCluster } from '../cluster/index.ts'
import { install, type Release } from '../e2e/support/release.ts'
import { type Admissions, measureAdmission, startChurn } from './admission.ts'
import { manyProfiles } from './admission-load.ts'
import { auditing } from './audit.ts'
import type { FloorOrder } from './floor.ts'
import { FLOOR, prepareFloor, startFloor } from './floor-process.ts'
import { observe } from './observer.ts'
import { measureReaction } from './reaction.ts'
import type { SizeReport } from './report.ts'
import { measureRest } from './rest.ts'
import { POOL, setStage } from './stage.ts'

export interface Plan {
  /** Nodes of the pool, ascending: one cluster grows from the first to the last. */
  readonly sizes: readonly number[]
  readonly rounds: number
  readonly restMs: number
  readonly admissionRounds: number
}

export interface ClusterReport {
  readonly sizes: readonly SizeReport[]
  readonly admission: Admissions
}

const NAMESPACE = 'hub'

/**
 * Without the waits that are there for autoscalers, so that the count falls with the event as it rises with it; and without what is made
 * of the stage's users, who all come within seconds: that is a surge.
 */
const VALUES = {
  fallWindow: 0,
  forecast: { reactions: 'off' },
  nodeGracePeriod: 0,
  nodePools: {
    [POOL]: {
      nodeSelector: { 'hub.jupyter.org/pool-name': POOL },
      resources: { requests: { memory: '28Gi' } },
      replicas: 1,
    },
  },
}

/** Starts a control plane, measures the controller at each size, and leaves nothing behind. */
export async function measureCluster(plan: Plan, say: (text: string) => void): Promise<ClusterReport> {
  say('starting the control plane')
  const audit = await auditing([NAMESPACE, FLOOR.namespace])
  const endings: (() => unknown)[] = []
  try {
    const cluster = await startCluster({ apiServerArgs: audit.apiServerArgs })
    endings.unshift(() => cluster.stop())
    const release = await install({ cluster, helm: 4, values: VALUES, namespace: NAMESPACE })
    endings.unshift(release.stop)
    const stage = await setStage(cluster, NAMESPACE)
    let order: FloorOrder | undefined

    const reports: SizeReport[] = []
    for (const nodes of plan.sizes) {
      say(`growing to ${nodes} nodes`)
      await stage.grow(nodes)
      const controller = await startLeader(release)
      await eventually('the placeholder Deployment', () => stage.hub.deployment(POOL))
      order ??= await prepareFloor(cluster, `/apis/apps/v1/namespaces/${NAMESPACE}/deployments/${POOL}-placeholder`)
      const floor = await startFloor(order)
      endings.unshift(floor.stop)
      const observer = await observe(cluster, [NAMESPACE, FLOOR.namespace])
      endings.unshift(observer.stop)
      say(`reaction at ${nodes} nodes and ${stage.pods} pods, ${plan.rounds} rounds`)
      const rounds = measureReaction({ hub: stage.hub, observer, namespace: NAMESPACE }, plan.rounds)
      const reaction = await Promise.race([rounds, floor.died])
      observer.stop()
      await floor.stop()
      say(`at rest with the controller, then without, ${plan.restMs / 1000} s each`)
      const rest = await measureRest({ cluster, controller, audit, namespace: NAMESPACE, windowMs: plan.restMs })
      reports.push({ nodes, pods: stage.pods, reaction, rest })
    }
    say(`admission at ${plan.sizes.at(-1)} nodes, ${plan.admissionRounds} rounds`)
    await putProfiles(cluster)
    await release.upgrade({ ...VALUES, profiles: { enabled: true } })
    const { httpsPort } = await startLeader(release)
    const product = { port: httpsPort, servername: `warmseats.${NAMESPACE}.svc`, ...(await announcedIn(cluster)) }
    return {
      sizes: reports,
      admission: await measureAdmission(product, () => startChurn(stage.hub), { rounds: plan.admissionRounds }),
    }
  } finally {
    for (const end of endings) await end()
  }
}

const CONFIG_MAPS = `/api/v1/namespaces/${NAMESPACE}/configmaps`

const putProfiles = (cluster: Cluster) =>
  cluster.request('POST', CONFIG_MAPS, {
    metadata: { name: FIRST_CONFIG_MAP },
    data: { [PROFILES_KEY]: manyProfiles() },
  })

const WEBHOOK = '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/warmseats'

interface Announced {
  readonly webhooks: readonly [
    { readonly clientConfig: { readonly caBundle?: string; readonly service: { readonly path?: string } } },
  ]
}

/** What the API server knows the webhook by, and where it asks. */
const announcedIn = (cluster: Cluster): Promise<{ readonly ca: string; readonly path: string }> =>
  eventually('the webhook is announced', async () => {
    const { webhooks } = (await cluster.request('GET', WEBHOOK)) as Announced
    const { caBundle, service } = webhooks[0].clientConfig
    return caBundle && service.path ? { ca: Buffer.from(caBundle, 'base64').toString(), path: service.path } : undefined
  })

async function startLeader(release: Release) {
  const controller = await release.start()
  await controller.line('leading')
  await eventually('its first decision', async () => (await controller.get('/readyz')).status === 200)
  return controller
}
