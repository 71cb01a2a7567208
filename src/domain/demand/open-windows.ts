import { given } from '../given.ts'
import { keepingLast, oncePerObject } from '../remembered.ts'
import type { Config } from '../settings/config.ts'
import type { Interval, WindowTimes } from './interval.ts'
import { type Timeline, timelineFrom } from './timeline.ts'

/**
 * Windows that are open, by the name of each (`Interval.window`), with the lead and trail time that the config gave when
 * they opened. They are what is remembered, and not the instants: so a change of the config, or a lead time that is
 * learned meanwhile, moves an open window neither way, while a change of the calendar still does.
 */
export type OpenWindows = Readonly<Record<string, WindowTimes>>

/** The timeline with open windows as they were when they opened; the same object when that changes nothing. */
export function keepWindows(timeline: Timeline, open: OpenWindows, config: Config, nowMs: number): Timeline {
  const moved = new Map<Interval, Interval>()
  for (const interval of timeline.intervals) {
    const kept = keepWindow(interval, open[interval.window], nowMs)
    if (kept !== interval) moved.set(interval, kept)
  }
  return moved.size === 0 ? timeline : withMoved(timeline)(moved, config)
}

type Moved = ReadonlyMap<Interval, Interval>

/** While a window is kept as it was, every decision keeps it so: what was made of a timeline last is mostly right. */
const withMoved = oncePerObject(({ intervals, problems }: Timeline) =>
  keepingLast(
    (moved: Moved, config: Config) =>
      timelineFrom(
        intervals.map((interval) => moved.get(interval) ?? interval),
        config,
        problems,
      ),
    ([movedA, configA], [moved, config]) => configA === config && isSame(movedA, moved),
  ),
)

const isSame = (a: Moved, b: Moved): boolean =>
  a.size === b.size &&
  [...a].every(([interval, one]) => {
    const other = b.get(interval)
    return one.fromMs === other?.fromMs && one.toMs === other.toMs
  })

/**
 * So much of the state ConfigMap they may take, which holds 1 MiB with everything else: 500 windows with the longest
 * names that a calendar can give, some thousands with usual ones. Of more the earliest are remembered.
 */
const MOST_BYTES = 192 * 1024
/** What one takes beside its name: two instants with their keys. */
const BYTES_OF_TIMES = 64

/** The windows to remember: those that are open now, and those that would be if they were not kept as they were. */
export function openWindows(kept: Timeline, before: Timeline, open: OpenWindows, nowMs: number): OpenWindows {
  const isOpen = ({ fromMs, toMs }: Interval) => fromMs <= nowMs && nowMs < toMs
  const names = new Set(before.intervals.filter(isOpen).map(({ window }) => window))
  const windows: Record<string, WindowTimes> = {}
  let bytes = 0
  for (const interval of kept.intervals) {
    const name = interval.window
    const times = isOpen(interval) ? interval.given : names.has(name) ? open[name] : undefined
    if (times === undefined) continue
    bytes += windows[name] ? 0 : new TextEncoder().encode(JSON.stringify(name)).length + BYTES_OF_TIMES
    if (bytes > MOST_BYTES) break
    // Two events of the same UID and start share a name.
    windows[name] = windows[name] ? longerTimes(windows[name], times) : times
  }
  return windows
}

/** Of two the longer: neither may end a window earlier. */
export function longerTimes(a: WindowTimes, b: WindowTimes): WindowTimes {
  return given({ leadMs: longer(a.leadMs, b.leadMs), trailMs: longer(a.trailMs, b.trailMs) })
}

const longer = (a: number | undefined, b: number | undefined) =>
  a === undefined || b === undefined ? (a ?? b) : Math.max(a, b)

function keepWindow(interval: Interval, times: WindowTimes | undefined, nowMs: number): Interval {
  if (times === undefined) return interval
  const { startMs, endMs, given: own } = interval
  // What the event itself says by now goes before what the config said then.
  const leadMs = own.leadMs === undefined ? undefined : (times.leadMs ?? own.leadMs)
  const trailMs = own.trailMs === undefined ? undefined : (times.trailMs ?? own.trailMs)
  if (leadMs === own.leadMs && trailMs === own.trailMs) return interval
  const fromMs = leadMs === undefined ? interval.fromMs : startMs - leadMs
  const toMs = trailMs === undefined ? interval.toMs : endMs + trailMs
  const isFor = Math.min(fromMs, interval.fromMs) <= nowMs && nowMs < Math.max(toMs, interval.toMs)
  if (!isFor) return interval
  return { ...interval, fromMs, toMs, given: given({ leadMs, trailMs }) }
}
