import { HOUR_MS, sayDuration } from '../../domain/duration.ts'
import { given } from '../../domain/given.ts'
import { problem } from '../../domain/problem.ts'
import { crowd, type Stay } from '../actors/users.ts'
import type { Random } from '../cluster/random.ts'
import { draw, type Spread } from '../cluster/spread.ts'
import { BadScenario } from './bad-scenario.ts'
import type { TraceRow, UsersFile } from './schema.ts'
import { at, daysOf, hourOf, later, type When } from './when.ts'

type Group<K extends UsersFile['kind']> = Extract<UsersFile, { kind: K }>

interface Named {
  /** Begins the names of its people. */
  readonly name: string
  /** The group's path in the scenario. */
  readonly where: string
}

interface Making {
  readonly when: When
  readonly random: Random
  /** Is told of each stay as it is made, and may throw when there are too many. */
  readonly count: () => void
}

/** Who comes and goes in one entry of `users`, on all days on which it happens. @throws BadScenario */
export function staysOf(group: Exclude<UsersFile, { kind: 'trace' }>, { name, where }: Named, making: Making): Stay[] {
  const { when } = making
  if (group.kind === 'burst') refuseEarlyLeave(group, where, when)
  else refuseNoTime(group, where, when)
  const onDay = (day: number): Stay[] => {
    switch (group.kind) {
      case 'burst':
        return burst(group, name, day, making)
      case 'poisson':
        return poisson(group, name, day, making)
      case 'storm':
        return storm(group, name, day, making)
    }
  }
  return daysOf(group.repeat, when).flatMap(onDay)
}

function refuseEarlyLeave({ at: from, over, until }: Group<'burst'>, where: string, when: When): void {
  if (until === undefined || at(until, when) >= at(from, when) + over) return
  const said = over > 0 ? `; they come until ${sayDuration(over)} after it` : ''
  throw new BadScenario([problem(`${where}.until`, `${until} is before all have come, at ${from}${said}`)])
}

function refuseNoTime({ from, to }: Pick<Group<'poisson'>, 'from' | 'to'>, where: string, when: When): void {
  const fromMs = from === undefined ? when.startMs : at(from, when)
  if ((to === undefined ? when.endMs : at(to, when)) > fromMs) return
  const [key, said] =
    to === undefined ? ['from', `${from} is not before the end`] : ['to', `${to} is not after the beginning`]
  throw new BadScenario([problem(`${where}.${key}`, said)])
}

/** All within a stretch of time, most of them early, as before a class. */
function burst(group: Group<'burst'>, name: string, day: number, { when, random, count }: Making): Stay[] {
  const names = Array.from({ length: group.people }, (_, one) => `${name}-${one + 1}`)
  const untilMs = group.until === undefined ? undefined : later(at(group.until, when), day, when)
  return crowd(names, later(at(group.at, when), day, when), group.over, random).map((stay) => {
    count()
    if (untilMs !== undefined) return { ...stay, leavesMs: untilMs + Math.floor(group.within * random()) }
    return group.stay ? { ...stay, leavesMs: stay.arrivesMs + draw(group.stay, random) } : stay
  })
}

/** People who know nothing of each other; the rate may change by the hour of the day. (Thinning, Lewis and Shedler.) */
function poisson(group: Group<'poisson'>, name: string, day: number, { when, random, count }: Making): Stay[] {
  const { perHour } = group
  const rate = (ms: number) => (typeof perHour === 'number' ? perHour : (perHour[hourOf(ms, when)] ?? 0))
  const most = typeof perHour === 'number' ? perHour : Math.max(...perHour)
  const gap: Spread = { at: 'memoryless', meanMs: HOUR_MS / most }
  const toMs = group.to === undefined ? when.endMs : later(at(group.to, when), day, when)
  let ms = group.from === undefined ? when.startMs : later(at(group.from, when), day, when)
  const stays: Stay[] = []
  if (most === 0) return stays
  for (ms += draw(gap, random); ms < toMs; ms += draw(gap, random)) {
    if (random() * most >= rate(ms)) continue
    count()
    const user = `${name}-${day}-${stays.length + 1}`
    stays.push({ user, arrivesMs: ms, leavesMs: ms + draw(group.stay, random) })
  }
  return stays
}

/** The same people again and again: they log in, leave, and are back. */
function storm(group: Group<'storm'>, name: string, day: number, { when, random, count }: Making): Stay[] {
  const [fromMs, toMs] = [later(at(group.from, when), day, when), later(at(group.to, when), day, when)]
  return Array.from({ length: group.people }, (_, one) => `${name}-${one + 1}`).flatMap((user) => {
    const stays: Stay[] = []
    for (let ms = fromMs + draw(group.away, random); ms < toMs; ) {
      count()
      const leavesMs = ms + Math.max(1, draw(group.stay, random))
      stays.push({ user, arrivesMs: ms, leavesMs })
      ms = leavesMs + Math.max(1, draw(group.away, random))
    }
    return stays
  })
}

/** One recorded visit. Who came before the scenario begins, and has not left by then, is there from its first moment. */
export const traced = ([moment, user, , , stayMs]: TraceRow, when: When): Stay => {
  const cameMs = at(moment, when)
  const leavesMs = stayMs === undefined ? undefined : cameMs + stayMs
  const isThere = leavesMs === undefined || leavesMs > when.startMs
  return { user, arrivesMs: isThere ? Math.max(cameMs, when.startMs) : cameMs, ...given({ leavesMs }) }
}
