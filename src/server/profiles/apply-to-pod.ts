import { given } from '../../domain/given.ts'
import type { Problem } from '../../domain/problem.ts'
import { problem } from '../../domain/problem.ts'
import { applyProfiles } from '../../domain/profiles/applying/apply.ts'
import { withEventSeat } from '../../domain/profiles/applying/event-seat.ts'
import { type KeepOptions, keepNode } from '../../domain/profiles/applying/keep-node.ts'
import { scheduledBy } from '../../domain/profiles/applying/scheduled-by.ts'
import { type Company, sitTogether } from '../../domain/profiles/applying/sit-together.ts'
import type { PodManifest } from '../../domain/profiles/pod/pod-manifest.ts'
import type { Moment, Spawn } from '../../domain/profiles/pod/spawn.ts'
import type { ProfileSet } from '../../domain/profiles/reading/profile.ts'
import type { DeployServices } from '../../domain/profiles/services/deploy-request.ts'
import { SPAWN_LABEL, withServices } from '../../domain/profiles/services/deployed.ts'
import type { Labels } from '../../domain/scheduling/selector.ts'

export interface ApplyDeps {
  /** The profiles for pods of a namespace. */
  readonly setFor: (namespace: string) => ProfileSet
  readonly mountPath: string
  /** Which events there are; undefined: nobody has decided yet. */
  readonly moment?: () => Moment | undefined
  /** Whose nodes autoscalers leave alone; undefined: nobody's. */
  readonly keeping?: Omit<KeepOptions, 'moment'> | undefined
  /** Whose company the pod is to seek; undefined: nobody's. */
  readonly company?: Company | undefined
  /** Of pods that name none; empty or undefined: Kubernetes' own. */
  readonly schedulerName?: string
  readonly deployServices: DeployServices
  /** For all services of a pod. */
  readonly timeoutMs: number
}

export interface GivenPod {
  readonly pod: PodManifest
  /** For whoever starts the server. */
  readonly problems: readonly Problem[]
  /** The names of the profiles that counted. */
  readonly profiles: readonly string[]
  /** Why the server may not start: a service that it requires failed. */
  readonly refusal?: string
}

/** Gives a pod its profiles, with their services. Without services the API server is not asked anything. */
export async function applyToPod(
  pod: PodManifest,
  spawn: Spawn,
  { namespace, dryRun }: { readonly namespace: string; readonly dryRun: boolean },
  { setFor, mountPath, moment, keeping, company, schedulerName = '', deployServices, timeoutMs }: ApplyDeps,
): Promise<GivenPod> {
  const asked = scheduledBy(pod, schedulerName)
  const placed = company ? sitTogether(asked, company) : asked
  const now = moment?.()
  const applied = applyProfiles(placed, setFor(namespace), { ...spawn, ...given({ moment: now }) }, { mountPath })
  const { services, layers, events } = applied.merged
  const seated = withEventSeat(applied.pod, now, keeping?.pools ?? NO_POOLS, applied.merged)
  const exams = [...new Set([...events, ...seated.events])]
  const kept = keeping ? keepNode(seated.pod, exams, { ...keeping, moment: now }) : seated.pod
  const problems = [...applied.problems, ...seated.problems]
  const profiles = layers.map(({ name }) => name).filter(Boolean)
  if (services.size === 0) return { pod: kept, problems, profiles }
  const deployed = await deployServices({
    services,
    user: spawn.user,
    namespace,
    spawn: pod.metadata?.labels?.[SPAWN_LABEL],
    dryRun,
    timeoutMs,
  })
  const said = deployed.failures.map(({ service, because }) => problem(`service ${service}`, because))
  const refusals = said.filter((_, at) => deployed.failures[at]?.required)
  return {
    pod: withServices(kept, deployed),
    problems: [...problems, ...said],
    profiles,
    ...given({ refusal: refusals.length > 0 ? refusals.map(sayProblem).join('; ') : undefined }),
  }
}

const NO_POOLS: ReadonlyMap<string, Labels> = new Map()

export const sayProblem = ({ where, text }: Problem): string => `${where}: ${text}`
