import type { Step } from '../../act/step.ts'
import { titleOf } from '../../calendar/event-name.ts'
import { weekZoneOf } from '../../decide/observed.ts'
import { cameTo, sum } from '../../forecast/attribution.ts'
import { FROM_MS, TO_MS } from '../../forecast/bins.ts'
import { classesOf } from '../../forecast/classes.ts'
import { accountOf } from '../../forecast/counted.ts'
import { crowdOf } from '../../forecast/crowd.ts'
import { halfHourOf, usualIn } from '../../forecast/half-hours.ts'
import { minuteEndMs, NO_MINUTES } from '../../forecast/minutes.ts'
import { sayInstant } from '../../instant.ts'

/** A class whose people come now. */
export interface ClassNow {
  readonly pool: string
  readonly title: string
  readonly startsAt: string
  /** Written in its event; 0: none. */
  readonly announced: number
  /** Its own people until now. */
  readonly came: number
}

/** The classes that are on: announced against come, as their verdicts will count it. */
export function classesNow({ decision, observed }: Step, nowMs: number): ClassNow[] {
  const { config } = observed
  const { arrivals, halfHours, series } = decision.memory.forecast
  const zone = weekZoneOf(observed)
  return [...config.pools.values()].flatMap(({ name, forecast: { history } }) => {
    const on = decision.timeline.intervals.filter(
      ({ pool, unit, startMs }) =>
        pool === name && unit === 'students' && startMs + FROM_MS <= nowMs && nowMs < startMs + TO_MS,
    )
    const classes = classesOf(on, series, { history, zone })
    const people = (who?: string) => [who, arrivals[accountOf(name, who)] ?? NO_MINUTES] as const
    const came = crowdOf(new Map([people(), ...[...config.classes.keys()].map(people)]), on)
    const usual = (ms: number) => usualIn(halfHours[name] ?? {}, halfHourOf(ms, zone).index)
    return classes.map((one): ClassNow => {
      const { startMs, amount } = one.interval
      const [countsFromMs, untilMs] = [startMs + FROM_MS, minuteEndMs(nowMs)]
      const own = cameTo(one, { came, classes, usual, countsFromMs, untilMs })
      return {
        pool: name,
        title: titleOf(one.interval),
        startsAt: sayInstant(startMs),
        announced: amount,
        came: Math.round(sum(own)),
      }
    })
  })
}
