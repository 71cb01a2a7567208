import { HOUR_MS, MINUTE_MS } from '../../../domain/duration.ts'
import { parseInstant } from '../../../domain/instant.ts'
import type { HistoryView } from '../../../domain/snapshot/history.ts'

const COUNTS = ['seated', 'waiting', 'longestSeconds', 'openSeats', 'announced', 'nodes', 'bootingNodes'] as const

/** A stretch of whole hours in which nothing changed, or one hour by its most. */
export type Hour = { readonly fromMs: number } & Readonly<Record<(typeof COUNTS)[number], number>>

/** A day by the hour, hours that are alike together; those in which nobody looked are left out. */
export function hoursOf(history: HistoryView): Hour[] {
  const [firstMs, stepMs] = [parseInstant(history.from) ?? 0, history.stepMinutes * MINUTE_MS]
  const steps = [...history.seated.keys()].filter((at) => history.seated[at] !== null)
  const byHour = Map.groupBy(steps, (at) => Math.floor((firstMs + at * stepMs) / HOUR_MS))
  const hours = [...byHour].map(([hour, own]) => ({ fromMs: hour * HOUR_MS, ...mostOf(history, own) }))
  return hours.filter((one, at) => {
    const before = hours[at - 1]
    return before === undefined || COUNTS.some((name) => before[name] !== one[name])
  })
}

function mostOf(history: HistoryView, steps: readonly number[]): Omit<Hour, 'fromMs'> {
  const most = (name: (typeof COUNTS)[number]) =>
    steps.reduce((largest, at) => Math.max(largest, history[name][at] ?? 0), 0)
  return {
    seated: most('seated'),
    waiting: most('waiting'),
    longestSeconds: most('longestSeconds'),
    openSeats: most('openSeats'),
    announced: most('announced'),
    nodes: most('nodes'),
    bootingNodes: most('bootingNodes'),
  }
}
