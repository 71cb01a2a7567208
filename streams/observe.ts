import type { Buffers } from '../src/domain/buffer/buffer.ts'
import type { CalendarState } from '../src/domain/calendar/occurrence.ts'
import type { ExamImage } from '../src/domain/carried/exam-images.ts'
import type { PlaceholderDeployment } from '../src/domain/cluster/deployment.ts'
import type { Hints } from '../src/domain/cluster/hints.ts'
import type { Node } from '../src/domain/cluster/node.ts'
import type { PodsView } from '../src/domain/cluster/occupancy.ts'
import { LIVE, type Sight } from '../src/domain/cluster/world.ts'
import type { Memory } from '../src/domain/decide/memory.ts'
import type { Observed } from '../src/domain/decide/observed.ts'
import { type Timeline, timelineOf } from '../src/domain/demand/timeline.ts'
import { given } from '../src/domain/given.ts'
import type { HubView } from '../src/domain/hub/view.ts'
import type { Lent } from '../src/domain/lent/lent.ts'
import type { Config } from '../src/domain/settings/config.ts'
import type { State } from './sources/state.ts'
import type { View } from './watch/view.ts'

/** The latest of every source. */
export interface Inputs {
  readonly config: Config
  readonly calendar: CalendarState
  readonly nodes: View<ReadonlyMap<string, Node>>
  readonly pods: View<PodsView>
  readonly deployments: View<ReadonlyMap<string, PlaceholderDeployment>>
  readonly lent: View<ReadonlyMap<string, Lent>>
  readonly buffers: View<Buffers>
  readonly state: View<State | undefined>
  readonly hints: Hints
  readonly hub: HubView
  readonly exams: readonly ExamImage[]
  readonly leading: boolean
  /** When the first of the events came that made them so. Epoch ms. */
  readonly heardMs: number
}

/** What decisions see, and what else the pipeline needs of the inputs. */
export interface Seen {
  readonly observed: Observed
  readonly leading: boolean
  readonly stored?: Memory
  readonly heardMs: number
}

/** A watch that has had its complete list. */
export const isListed = ({ freshness }: Pick<View<unknown>, 'freshness'>): boolean => freshness.at !== 'starting'

/** A calendar that was tried. */
export const isTried = ({ health }: Pick<CalendarState, 'health'>): boolean => health.at !== 'loading'

/** Nothing is decided before every watch has its complete list, and the calendar was tried. */
export const isSynced = ({ nodes, pods, deployments, lent, buffers, state, calendar }: Inputs): boolean =>
  [nodes, pods, deployments, lent, buffers, state].every(isListed) && isTried(calendar)

/** Puts the latest of every source together. The timeline is made anew only when the calendar or the config is new. */
export function observer(): (inputs: Inputs) => Seen {
  let made: { readonly calendar: CalendarState; readonly config: Config; readonly timeline: Timeline } | undefined
  const timelineFor = (calendar: CalendarState, config: Config): Timeline => {
    if (made?.calendar.reading !== calendar.reading || made.config !== config)
      made = { calendar, config, timeline: withProblems(timelineOf(calendar.reading.occurrences, config), calendar) }
    return made.timeline
  }
  return ({
    config,
    calendar,
    nodes,
    pods,
    deployments,
    lent,
    buffers,
    state,
    hints,
    hub,
    exams,
    leading,
    heardMs,
  }) => ({
    leading,
    heardMs,
    ...(state.value?.memory ? { stored: state.value.memory } : {}),
    observed: {
      config,
      calendar: calendar.health,
      timeline: timelineFor(calendar, config),
      nodes: nodes.value,
      pods: pods.value,
      deployments: deployments.value,
      lent: lent.value,
      buffers: buffers.value,
      hints,
      hub,
      exams,
      sight: sightOf({ nodes, pods, deployments, 'what is lent': lent, buffers, 'the state ConfigMap': state }),
      ...(state.value ? { owner: state.value.owner, storedLent: state.value.memory?.lent ?? {} } : {}),
      ...(state.value?.givesBack ? { givesBack: true } : {}),
      ...(state.value?.isPolicyOff ? { isPolicyOff: true } : {}),
      ...given({ forgotten: state.value?.forgotten, calendarZone: calendar.reading.zone }),
    },
  })
}

const withProblems = (timeline: Timeline, { reading }: CalendarState): Timeline => ({
  ...timeline,
  problems: [...reading.problems, ...timeline.problems],
  remarks: [...(reading.remarks ?? []), ...timeline.remarks],
})

/** Of whatever a view is stale, room lowers nothing by it: that would be a decision on the past. */
function sightOf(views: Readonly<Record<string, View<unknown>>>): Sight {
  for (const [name, { freshness }] of Object.entries(views))
    if (freshness.at === 'stale')
      return { at: 'stale', because: `the watch of ${name} is stale (${freshness.because})` }
  return LIVE
}
