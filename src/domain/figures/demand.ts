import type { PoolDecision } from '../decide/decision.ts'

/**
 * Who asks: events of the calendar; the config, while none of these does; the forecast, by who comes; a person, by annotation;
 * the utilization policy.
 */
export type DemandSource = 'calendar' | 'config' | 'forecast' | 'hand' | 'utilization'

export interface DemandFigure {
  readonly source: DemandSource
  /** Of what: `students` are people for whom seats are asked. */
  readonly unit: 'placeholders' | 'students' | 'seats' | 'nodes'
  readonly amount: number
}

/** What is asked of a pool now, by who asks it: each in its own unit, and of one source and unit one. */
export function demandFigures({ demand, people: asked, atLeast }: PoolDecision): DemandFigure[] {
  const figures: DemandFigure[] = [{ source: demand.from, unit: 'placeholders', amount: demand.integer }]
  for (const { unit, amount, events, forecast } of asked) {
    if (events.length > 0) figures.push({ source: 'calendar', unit, amount })
    if (forecast) figures.push({ source: 'forecast', unit, amount: people(forecast.missing) })
  }
  if (atLeast?.hand) figures.push({ source: 'hand', unit: 'placeholders', amount: atLeast.hand.count })
  if (atLeast?.policy) figures.push({ source: 'utilization', unit: 'placeholders', amount: atLeast.policy.count })
  return figures
}

/** Shares of people add up to whole ones but for rounding. */
const people = (expected: number): number => Math.ceil(expected - 1e-6)
