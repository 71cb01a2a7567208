import type { Interval } from '../demand/interval.ts'
import { type Timeline, timelineFrom } from '../demand/timeline.ts'
import { keepingLast, oncePerObject } from '../remembered.ts'
import type { Config } from '../settings/config.ts'
import { isReacting } from '../settings/forecast-rules.ts'
import { classesOf } from './classes.ts'
import type { AllSeries } from './series.ts'
import { weeklyClasses } from './weekly.ts'

const made = oncePerObject((timeline: Timeline) =>
  keepingLast((all: AllSeries, config: Config, zone: string) => make({ timeline, all, config, zone })),
)

interface ExpectedInput {
  readonly timeline: Timeline
  readonly all: AllSeries
  readonly config: Config
  readonly zone: string
}

/**
 * The timeline as plans and limits read it: where an event asks for `students: auto`, as many as would be expected now.
 * Of which nothing is known it stays `auto`, and no number. The same object again while nothing of it is new.
 * @param zone whose clock weekdays are of
 */
export const withExpected = (timeline: Timeline, all: AllSeries, config: Config, zone: string): Timeline =>
  timeline.intervals.some(({ isAuto }) => isAuto) ? made(timeline)(all, config, zone) : timeline

function make({ timeline, all, config, zone }: ExpectedInput): Timeline {
  const expected = new Map<Interval, number>()
  for (const { name, forecast } of config.pools.values()) {
    // Who came is not followed there, and what was known once may be long ago.
    if (!isReacting(forecast)) continue
    const auto = weeklyClasses(timeline.intervals, name).filter(([first]) => first?.isAuto)
    const firsts = auto.flatMap(([first]) => first ?? [])
    const people = new Map(
      classesOf(firsts, all, { history: forecast.history, zone }).flatMap((one) =>
        one.from === 'nothing' || one.from === 'missed' ? [] : [[one.interval, Math.ceil(one.expected)]],
      ),
    )
    for (const same of auto) {
      const count = same[0] && people.get(same[0])
      if (count !== undefined) for (const one of same) expected.set(one, count)
    }
  }
  const intervals = timeline.intervals.map((one): Interval => {
    const amount = expected.get(one)
    if (amount === undefined) return one
    const { isAuto: _, ...rest } = one
    return { ...rest, amount, isExpected: true }
  })
  return timelineFrom(intervals, config, timeline.problems, timeline.remarks)
}
