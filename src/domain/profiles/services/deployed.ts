import { cutToBytes, LONGEST_NOTE } from '../../cut-to-bytes.ts'
import { given } from '../../given.ts'
import { containerOf, type PodManifest } from '../pod/pod-manifest.ts'
import { withEnv } from '../pod/put-env.ts'
import type { EnvVar } from '../reading/profile.ts'

export interface ServiceFailure {
  readonly service: string
  /** Where and why: `ConfigMap spark, sparkCluster: line 3: …`. */
  readonly because: string
  /** The server may not start without it. */
  readonly required: boolean
}

/** What came of a user's services. */
export interface Deployed {
  /** What the services give to the user's server. */
  readonly env: readonly EnvVar[]
  readonly failures: readonly ServiceFailure[]
  /** Which spawn this is. */
  readonly spawn: string
  /** The name of the ConfigMap that owns them and waits for the pod of that spawn; undefined when there is none. */
  readonly ref?: string
}

/** On a pod that has services: which spawn it is, so that its services know the pod which they waited for. */
export const SPAWN_LABEL = 'warmseats.io/services'
/** The name of the ConfigMap that owns them. */
export const REF_ANNOTATION = 'warmseats.io/service-ref'
/** Why services are missing; told as an Event once the pod is there. */
export const FAILURES_ANNOTATION = 'warmseats.io/service-failures'

const MORE = ' …'
const MORE_BYTES = new TextEncoder().encode(MORE).length

/** `service spark: ConfigMap spark, sparkCluster: …; service airflow: …` */
export function sayFailures(failures: readonly ServiceFailure[]): string {
  const text = failures.map(({ service, because }) => `service ${service}: ${because}`).join('; ')
  if (cutToBytes(text, LONGEST_NOTE) === text) return text
  return `${cutToBytes(text, LONGEST_NOTE - MORE_BYTES)}${MORE}`
}

/** A pod with what its services gave, instead of what an earlier try has left in it. */
export function withServices(pod: PodManifest, { env, failures, spawn, ref }: Deployed): PodManifest {
  const user = containerOf(pod)
  const { [REF_ANNOTATION]: _ref, [FAILURES_ANNOTATION]: _failures, ...others } = pod.metadata?.annotations ?? {}
  const metadata = {
    ...pod.metadata,
    labels: { ...pod.metadata?.labels, [SPAWN_LABEL]: spawn },
    annotations: {
      ...others,
      ...given({
        [REF_ANNOTATION]: ref || undefined,
        [FAILURES_ANNOTATION]: failures.length > 0 ? sayFailures(failures) : undefined,
      }),
    },
  }
  const containers = pod.spec?.containers?.map((one) => (one === user ? withEnv(one, env) : one))
  return { ...pod, metadata, spec: { ...pod.spec, ...given({ containers }) } }
}

/** A share of the webhook's own time: what is late must fail before the API server goes on without us. */
const SHARE = 0.7

/** How long all services of a pod may take, in whole ms: timers take no others. */
export const timeForServices = (webhookMs: number): number => Math.floor(webhookMs * SHARE)
