import type { Rehearsal } from '../scenario/read.ts'
import type { Colour } from './colours.ts'

/** What the colours of the charts mean; only what this scenario has. */
export const legendOf = ({ events, scenario }: Rehearsal): readonly (readonly [Colour, string])[] => [
  ['people', 'people at work, and the nodes they are on'],
  ['seats', 'seats ready for somebody'],
  ['late', 'people waiting; waits of more than 30 s'],
  ['prompt', 'shorter waits'],
  ['empty', 'nodes without anybody'],
  ['booting', 'nodes that boot'],
  ...(events.length > 0 ? [['event', 'an event of the calendar'] as const] : []),
  ...(scenario.calendar?.outages.length ? [['outage', 'the calendar cannot be read'] as const] : []),
]
