import { add, larger, NOTHING, parseResources, type Resources } from './resources.ts'

type RawList = Readonly<Record<string, unknown>>

export interface RawRequirements {
  readonly requests?: RawList
  readonly limits?: RawList
}

export interface RawContainer {
  readonly name?: string
  readonly image?: string
  readonly restartPolicy?: string
  readonly resources?: RawRequirements
}

export interface RawContainerStatus {
  readonly name?: string
  readonly resources?: RawRequirements | null
  readonly allocatedResources?: RawList
  readonly restartCount?: number
  readonly image?: string
  readonly state?: RawContainerState
  readonly lastState?: RawContainerState
}

interface RawContainerState {
  readonly running?: { readonly startedAt?: string }
  readonly waiting?: { readonly reason?: string; readonly message?: string }
  readonly terminated?: { readonly finishedAt?: string; readonly reason?: string; readonly message?: string }
}

export interface RawPodSpecRequests {
  readonly containers?: readonly RawContainer[]
  readonly initContainers?: readonly RawContainer[]
  readonly overhead?: RawList
  readonly resources?: RawRequirements
}

/**
 * What the scheduler counts for a pod: `max(init, Σ containers + sidecars) + overhead`, plus one `pods` slot is *not*
 * included. The algorithm is component-helpers `resource.PodRequests`: init containers run one after another, each beside
 * the sidecars (init containers that restart always) started before it; pod-level requests replace the containers' sum;
 * while a container is being resized in place the larger of wanted and allocated counts.
 */
export function podRequests(spec: RawPodSpecRequests, statuses: readonly RawContainerStatus[] = []): Resources {
  const byName = new Map(statuses.map((status) => [status.name, status]))
  let running = (spec.containers ?? []).reduce((sum, one) => add(sum, containerRequests(one, byName)), NOTHING)
  let sidecars: Resources = NOTHING
  let starting: Resources = NOTHING
  for (const container of spec.initContainers ?? []) {
    const own = containerRequests(container, byName)
    if (container.restartPolicy === 'Always') {
      sidecars = add(sidecars, own)
      starting = larger(starting, sidecars)
    } else starting = larger(starting, add(sidecars, own))
  }
  running = larger(add(running, sidecars), starting)
  if (spec.resources) running = { ...running, ...requestsOf(spec.resources) }
  return spec.overhead ? add(running, parseResources(spec.overhead)) : running
}

function containerRequests(
  container: RawContainer,
  statuses: ReadonlyMap<string | undefined, RawContainerStatus>,
): Resources {
  const wanted = requestsOf(container.resources)
  const status = statuses.get(container.name)
  if (!status?.resources && !status?.allocatedResources) return wanted
  return larger(larger(wanted, parseResources(status.resources?.requests)), parseResources(status.allocatedResources))
}

/** A limit without a request is a request too: the API server fills it in, hand-written manifests may not have it. */
const requestsOf = (resources: RawRequirements | undefined): Resources =>
  resources ? { ...parseResources(resources.limits), ...parseResources(resources.requests) } : NOTHING
