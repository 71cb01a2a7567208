import { withLearnedLeads } from '../learned-leads.ts'
import { keepWindows } from '../open-windows.ts'
import type { Timeline } from '../timeline.ts'
import type { SeenStep } from './seen-step.ts'

/** The timeline as the decision read it: with learned lead times, and open windows as they opened. */
export function timelineInForce({
  observed: { timeline, config },
  decision: { atMs, pools, memory },
}: SeenStep): Timeline {
  const leads = new Map([...pools.values()].map(({ pool, leadTime }) => [pool, leadTime]))
  return keepWindows(withLearnedLeads(timeline, leads, config), memory.windows, config, atMs)
}
