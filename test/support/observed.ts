import type { Buffers } from '../../src/domain/buffer/buffer.ts'
import type { CalendarHealth } from '../../src/domain/calendar/occurrence.ts'
import type { ExamImage } from '../../src/domain/carried/exam-images.ts'
import type { PlaceholderDeployment } from '../../src/domain/cluster/deployment.ts'
import { type Hints, NO_HINTS } from '../../src/domain/cluster/hints.ts'
import type { Node } from '../../src/domain/cluster/node.ts'
import { createLedger, type PodsView } from '../../src/domain/cluster/occupancy.ts'
import type { Pod } from '../../src/domain/cluster/pod.ts'
import { LIVE, type Sight } from '../../src/domain/cluster/world.ts'
import type { Observed, Owner } from '../../src/domain/decide/observed.ts'
import { given } from '../../src/domain/given.ts'
import type { HubView } from '../../src/domain/hub/view.ts'
import type { Lent } from '../../src/domain/lent/lent.ts'
import type { LentMemory } from '../../src/domain/lent/memory.ts'
import type { Config } from '../../src/domain/settings/config.ts'
import { type OccurrenceSpec, timeline } from './calendar.ts'
import { config } from './config.ts'
import { OWNER } from './deployment.ts'
import { lentBy } from './lent/lent.ts'
import { at } from './time.ts'

export interface World {
  readonly config?: Config
  readonly nodes?: readonly Node[]
  readonly pods?: readonly Pod[]
  readonly deployments?: readonly PlaceholderDeployment[]
  readonly lent?: readonly Lent[]
  readonly buffers?: Buffers
  readonly givesBack?: boolean
  readonly storedLent?: LentMemory
  readonly events?: readonly OccurrenceSpec[]
  readonly calendar?: CalendarHealth
  readonly sight?: Sight
  readonly hints?: Partial<Hints>
  readonly hub?: HubView
  /** Images of profiles that count during events. */
  readonly exams?: readonly ExamImage[]
  /** `null`: the release is uninstalled. */
  readonly owner?: Owner | null
}

/**
 * Everything at one instant: `observed({nodes: [node()], pods: [pod({user: 'ada', on: 'n1'})], events: [{asks: {user: 4}}]})`.
 * What is not said is empty, the calendar good, the watches live.
 */
export function observed(world: World = {}): Observed {
  const { config: from = config(), nodes = [], pods = [], deployments = [], events = [], owner = OWNER } = world
  return {
    config: from,
    timeline: timeline(from, ...events),
    calendar: world.calendar ?? { at: 'good', readMs: at('08:00') },
    nodes: new Map(nodes.map((one) => [one.name, one])),
    pods: viewOf(pods),
    deployments: new Map(deployments.map((one) => [one.name, one])),
    sight: world.sight ?? LIVE,
    ...(world.lent ? { lent: lentBy(...world.lent) } : {}),
    ...(world.buffers ? { buffers: world.buffers } : {}),
    ...given({ storedLent: world.storedLent }),
    ...(world.givesBack ? { givesBack: true } : {}),
    ...(world.hints ? { hints: { ...NO_HINTS, ...world.hints } } : {}),
    ...(world.exams ? { exams: world.exams } : {}),
    ...(world.hub ? { hub: world.hub } : {}),
    ...(owner === null ? {} : { owner }),
  }
}

/** The sums of these pods, as the ledger keeps them. */
export function viewOf(pods: readonly Pod[], ownNamespace: string | undefined = OWNER.namespace): PodsView {
  const ledger = createLedger(ownNamespace)
  for (const one of pods) ledger.applied(one)
  return ledger.view
}

export const STALE: Sight = { at: 'stale', because: 'nodes are not heard from for 150 s' }
