import type { LegendEntry } from '../../../charts/legend.ts'
import type { Played } from '../../played.ts'
import type { Rehearsal } from '../../scenario/read.ts'
import { NIGHT } from './days.ts'
import { layoutFor } from './layout.ts'
import { timeScaleOf } from './time-scale.ts'

/** What the colours of the charts mean; only what this scenario has. */
export function legendOf(rehearsal: Rehearsal, outcomes: readonly Played[]): LegendEntry[] {
  const { events, scenario } = rehearsal
  const isAnyLate = outcomes.some(({ verdicts }) => verdicts.some(({ late }) => late > 0))
  const { nights } = timeScaleOf(rehearsal, layoutFor(scenario))
  return [
    { colour: 'people', text: 'people at work, and the nodes they are on' },
    { colour: 'seats', text: 'seats ready for somebody' },
    { colour: 'late', text: 'people waiting; waits of more than 30 s' },
    { colour: 'prompt', text: 'shorter waits' },
    { colour: 'empty', text: 'nodes without anybody' },
    { colour: 'booting', text: 'nodes that boot' },
    ...(events.length > 0 ? [{ colour: 'event', text: 'an event of the calendar' } as const] : []),
    ...(isAnyLate ? [{ colour: 'event-late', text: 'a class in which somebody waited' } as const] : []),
    ...(nights.length > 0 ? [{ colour: 'night', text: `night, ${NIGHT.from}:00 to 0${NIGHT.to}:00` } as const] : []),
    ...(scenario.calendar?.outages.length ? [{ colour: 'outage', text: 'the calendar cannot be read' } as const] : []),
  ]
}
