import type { LegendEntry } from '../../charts/legend.ts'
import type { Rehearsal } from '../scenario/read.ts'

/** What the colours of the charts mean; only what this scenario has. */
export const legendOf = ({ events, scenario }: Rehearsal): LegendEntry[] => [
  { colour: 'people', text: 'people at work, and the nodes they are on' },
  { colour: 'seats', text: 'seats ready for somebody' },
  { colour: 'late', text: 'people waiting; waits of more than 30 s' },
  { colour: 'prompt', text: 'shorter waits' },
  { colour: 'empty', text: 'nodes without anybody' },
  { colour: 'booting', text: 'nodes that boot' },
  ...(events.length > 0 ? [{ colour: 'event', text: 'an event of the calendar' } as const] : []),
  ...(scenario.calendar?.outages.length ? [{ colour: 'outage', text: 'the calendar cannot be read' } as const] : []),
]
