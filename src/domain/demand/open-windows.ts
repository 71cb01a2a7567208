import { fingerprint } from '../fingerprint.ts'
import { given } from '../given.ts'
import { keepingLast, oncePerObject, Remembered } from '../remembered.ts'
import type { Config } from '../settings/config.ts'
import type { Interval, WindowTimes } from './interval.ts'
import { type Timeline, timelineFrom } from './timeline.ts'

/**
 * Windows that are open, by the key of each (`windowKey`), with the lead and trail time that the config gave when they
 * opened. They are what is remembered, and not the instants: so a change of the config, or a lead time that is
 * learned meanwhile, moves an open window neither way, while a change of the calendar still does.
 */
export type OpenWindows = Readonly<Record<string, WindowTimes>>

/**
 * What a window is remembered by: the fingerprint of its name, in which stands the UID of its event, as long as who wrote
 * that liked. Should two ever share it, both are kept for the longer time, as two events of the same UID and start are.
 */
export const windowKey = (name: string): string => keys.get(name, () => fingerprint(name))

/** Each decision asks for those around now again. */
const keys = new Remembered<string, string>(10_000)

/** The timeline with open windows as they were when they opened; the same object when that changes nothing. */
export function keepWindows(timeline: Timeline, open: OpenWindows, config: Config, nowMs: number): Timeline {
  const moved = new Map<Interval, Interval>()
  const longest = longestOf(open)
  for (const interval of timeline.intervals) {
    if (!mayBeOpen(interval, longest, nowMs)) continue
    const kept = keepWindow(interval, open[windowKey(interval.window)], nowMs)
    if (kept !== interval) moved.set(interval, kept)
  }
  return moved.size === 0 ? timeline : withMoved(timeline)(moved, config)
}

interface Longest {
  readonly leadMs: number
  readonly trailMs: number
}

function longestOf(open: OpenWindows): Longest | undefined {
  const all = Object.values(open)
  if (all.length === 0) return undefined
  return {
    leadMs: all.reduce((most, { leadMs = 0 }) => Math.max(most, leadMs), 0),
    trailMs: all.reduce((most, { trailMs = 0 }) => Math.max(most, trailMs), 0),
  }
}

/** A calendar has thousands of events, of which those around now alone need a key. */
const mayBeOpen = ({ fromMs, toMs, startMs, endMs }: Interval, longest: Longest | undefined, nowMs: number): boolean =>
  longest !== undefined &&
  Math.min(fromMs, startMs - longest.leadMs) <= nowMs &&
  nowMs < Math.max(toMs, endMs + longest.trailMs)

type Moved = ReadonlyMap<Interval, Interval>

/** While a window is kept as it was, every decision keeps it so: what was made of a timeline last is mostly right. */
const withMoved = oncePerObject(({ intervals, problems, remarks }: Timeline) =>
  keepingLast(
    (moved: Moved, config: Config) =>
      timelineFrom(
        intervals.map((interval) => moved.get(interval) ?? interval),
        config,
        problems,
        remarks,
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

/** So many are remembered at most; of more the earliest. */
const MOST_WINDOWS = 5000

/** The windows to remember: those that are open now, and those that would be if they were not kept as they were. */
export function openWindows(kept: Timeline, before: Timeline, open: OpenWindows, nowMs: number): OpenWindows {
  const isOpen = ({ fromMs, toMs }: Interval) => fromMs <= nowMs && nowMs < toMs
  const names = new Set(before.intervals.filter(isOpen).map(({ window }) => window))
  const windows: Record<string, WindowTimes> = {}
  let count = 0
  for (const interval of kept.intervals) {
    const isOpenNow = isOpen(interval)
    if (!isOpenNow && !names.has(interval.window)) continue
    const key = windowKey(interval.window)
    const times = isOpenNow ? interval.given : open[key]
    if (times === undefined) continue
    const known = windows[key]
    if (known === undefined && ++count > MOST_WINDOWS) break
    // Two events of the same UID and start share a name.
    windows[key] = known ? longerTimes(known, times) : times
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
