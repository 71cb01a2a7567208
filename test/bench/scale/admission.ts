/** Admission at a size that no control plane here reaches: the webhook of a replica that leads on a synthetic cluster. */
import { setTimeout as delay } from 'node:timers/promises'
import { FIRST_CONFIG_MAP, PROFILES_KEY } from '../../../src/domain/profiles/reading/read-file.ts'
import { type AdmissionPlan, type Admissions, measureAdmission } from '../admission.ts'
import { manyProfiles, PROFILES } from '../admission-load.ts'
import { NAMESPACE } from '../synthetic/shape.ts'
import { type Synthetic, startSynthetic } from '../synthetic/start.ts'
import { startReplica } from './replica.ts'
import type { Revision } from './revision.ts'
import { OBJECTS, type Scene } from './scene.ts'

export interface AdmissionReport {
  readonly scene: Scene
  readonly revision: string
  readonly admissions: Admissions
}

const RELEASE = 'warmseats'
const WEBHOOK = `/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/${RELEASE}`
const inHub = (kind: string, name: string) => `/api/v1/namespaces/${NAMESPACE}/${kind}/${name}`

/** What the chart makes for profiles, and 200 of them. */
const FOR_PROFILES: Readonly<Record<string, object>> = {
  ...OBJECTS,
  [inHub('configmaps', FIRST_CONFIG_MAP)]: {
    metadata: { name: FIRST_CONFIG_MAP },
    data: { [PROFILES_KEY]: manyProfiles() },
  },
  [inHub('configmaps', `${RELEASE}-ca`)]: { metadata: { name: `${RELEASE}-ca` } },
  [inHub('secrets', `${RELEASE}-certificate`)]: { metadata: { name: `${RELEASE}-certificate` }, data: {} },
  [WEBHOOK]: {
    metadata: { name: RELEASE },
    webhooks: [{ name: 'profiles.warmseats.io', clientConfig: { service: { name: RELEASE, namespace: NAMESPACE } } }],
  },
}

const HOUR_MS = 3_600_000

/** As many as profiles, each once on every day: what a calendar of a campus has, and questions are answered beside. */
const classes = (nowMs: number): readonly object[] =>
  Array.from({ length: PROFILES }, (_, index) => ({
    name: `Class ${index}`,
    start: `${new Date(nowMs + (index % 24) * HOUR_MS).toISOString().slice(0, 16)}Z`,
    duration: '50m',
    rrule: 'FREQ=DAILY',
    pools: { user: { students: 1 } },
  }))

/** Pod events a second meanwhile, on the watch of the replica that is asked. */
const CHURN = 20

export async function measureSyntheticAdmission(
  revision: Revision,
  scene: Scene,
  plan: AdmissionPlan,
): Promise<AdmissionReport> {
  const api = await startSynthetic({ shape: { ...scene, streamingLists: true }, objects: FOR_PROFILES })
  try {
    const replica = await startReplica({
      revision,
      api,
      scene,
      identity: 'first',
      args: [`--profiles=${RELEASE}`],
      config: { profiles: { enabled: true }, schedule: classes(Date.now()) },
    })
    try {
      const product = { port: replica.httpsPort, servername: `${RELEASE}.${NAMESPACE}.svc`, ...(await announced(api)) }
      const admissions = await measureAdmission(product, () => churning(api), { ...plan, pid: replica.pid })
      return { scene, revision: revision.name, admissions }
    } finally {
      await replica.stop()
    }
  } finally {
    await api.stop()
  }
}

interface Webhook {
  readonly webhooks: readonly {
    readonly clientConfig: { readonly caBundle?: string; readonly service: { readonly path?: string } }
  }[]
}

const WAITS_MS = 60_000
const POLL_MS = 200

/** What the API server is told to trust and to ask, once it is. */
async function announced(api: Synthetic): Promise<{ readonly path: string; readonly ca: string }> {
  for (let passed = 0; passed < WAITS_MS; passed += POLL_MS) {
    const webhook = (await api.ask('object', WEBHOOK)) as Webhook | null
    const { caBundle, service } = webhook?.webhooks[0]?.clientConfig ?? {}
    if (caBundle && service?.path) return { path: service.path, ca: Buffer.from(caBundle, 'base64').toString() }
    await delay(POLL_MS)
  }
  throw new Error(`the webhook is not announced within ${WAITS_MS / 1000} s`)
}

function churning(api: Synthetic) {
  let isOver = false
  const working = (async () => {
    while (!isOver) await api.ask('churn', { perSecond: CHURN, forMs: 1000 })
  })()
  return {
    stop: async () => {
      isOver = true
      await working
    },
  }
}
