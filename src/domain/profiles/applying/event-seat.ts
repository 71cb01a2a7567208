import type { PlannedEvent } from '../../planned-event.ts'
import { type Problem, problem } from '../../problem.ts'
import { parseQuantity } from '../../scheduling/quantity.ts'
import { larger, type Resources, sayResources } from '../../scheduling/resources.ts'
import type { Labels } from '../../scheduling/selector.ts'
import type { Merged } from '../merging/merge.ts'
import { type ContainerManifest, containerOf, type PodManifest } from '../pod/pod-manifest.ts'
import type { Moment } from '../pod/spawn.ts'
import { Trace } from '../pod/trace.ts'
import { tellAmounts } from './amounts-in-env.ts'
import { classesFor } from './classes-for.ts'

export interface Seated {
  readonly pod: PodManifest
  /** Whose seat it has. */
  readonly events: readonly PlannedEvent[]
  readonly problems: readonly Problem[]
}

/**
 * Gives the user's container at least the seat of the events that are in force for its pool: the room that was kept for it. What
 * it requests more stays; a limit below is raised. Twice is once.
 */
export function withEventSeat(
  pod: PodManifest,
  moment: Moment | undefined,
  pools: ReadonlyMap<string, Labels>,
  merged: Merged,
): Seated {
  const seated = classesFor(pod, moment, pools).flatMap(({ event, pools }) => {
    const seat = largest(
      pools.flatMap((pool) => {
        const own = event.seats?.get(pool)
        return own ? [own] : []
      }),
    )
    return seat ? [{ event, seat }] : []
  })
  const user = containerOf(pod)
  const seat = largest(seated.map((one) => one.seat))
  if (!user || !seat) return { pod, events: [], problems: [] }
  const events = seated.map((one) => one.event)
  const enlarged = tellAmounts(withSeat(user, seat), Object.keys(seat), merged, '', new Trace())
  const raised = Object.keys(seat).filter(
    (name) => enlarged.resources?.limits?.[name] !== user.resources?.limits?.[name],
  )
  const problems = raised.map((name) =>
    problem(
      `event "${events[0]?.title}"`,
      `its seat needs more ${name} than the limit ${user.resources?.limits?.[name]}; the limit is raised`,
    ),
  )
  const containers = pod.spec?.containers?.map((one) => (one === user ? enlarged : one))
  return { pod: { ...pod, spec: { ...pod.spec, ...(containers ? { containers } : {}) } }, events, problems }
}

const largest = (seats: readonly Resources[]): Resources | undefined =>
  seats.reduce<Resources | undefined>((most, seat) => larger(most ?? {}, seat), undefined)

function withSeat(container: ContainerManifest, seat: Resources): ContainerManifest {
  const { resources } = container
  const limits = Object.fromEntries(
    Object.entries(resources?.limits ?? {}).map(([name, limit]) => [name, atLeast(name, limit, seat)]),
  )
  const asked = Object.fromEntries(
    Object.keys(seat).map((name) => [name, atLeast(name, resources?.requests?.[name], seat)]),
  )
  return {
    ...container,
    resources: {
      ...resources,
      requests: { ...resources?.requests, ...asked },
      ...(resources?.limits ? { limits } : {}),
    },
  }
}

/** What is written, where it is as much as the seat. */
function atLeast(name: string, written: unknown, seat: Resources): unknown {
  const least = seat[name]
  if (least === undefined) return written
  const amount = parseQuantity(written, name === 'cpu' ? 1000 : 1) ?? 0
  return amount >= least ? written : sayResources({ [name]: least })[name]
}
