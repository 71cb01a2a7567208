import { DateTime } from 'luxon'
import { HOUR_MS, MINUTE_MS } from '../../domain/duration.ts'
import { type Chance, chanceOf } from './chance.ts'
import { COURSES, type Course, CROWDS, type Crowd, DAY_SHAPE, TOPICS } from './courses.ts'
import { crowdOf, type VisitTimes } from './crowd.ts'

/** A class as the calendar shows it, and what became of it. */
export interface Held {
  readonly uid: string
  readonly title: string
  readonly startMs: number
  readonly endMs: number
  readonly announced: number
  readonly came: number
  readonly isListed: boolean
}

export interface Semester {
  readonly zone: string
  readonly startMs: number
  readonly endMs: number
  readonly visits: readonly VisitTimes[]
  readonly classes: readonly Held[]
}

export const WEEKS = 14
const ZONE = 'America/Los_Angeles'
const FIRST = DateTime.fromISO('2026-08-31', { zone: ZONE })
const HOLIDAYS = new Set(['2026-09-07', '2026-11-11', '2026-11-26', '2026-11-27'])

const isHoliday = (day: DateTime): boolean => HOLIDAYS.has(day.toISODate() ?? '')
const dayAt = (week: number, weekday: number): DateTime => FIRST.plus({ days: 7 * week + weekday - 1 })

function at(day: DateTime, clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  return day.set({ hour, minute }).toMillis()
}

/** What chance made of a course before its first week. */
interface Habits {
  readonly announced: number
  /** Attendance falls to this share of the first week's, and how fast. */
  readonly floor: number
  readonly decay: number
  readonly examIsTitled: boolean
}

/**
 * Fourteen weeks of twelve courses, most of which announce more people than come, with exams, holidays, cancelled classes, a
 * strike, a guest lecture, a weekly class and workshops in no calendar, and drop-ins. The same seed, the same semester. What its
 * numbers rest on is in docs/forecast.md.
 */
export function semester(seed: number): Semester {
  const chance = chanceOf(seed)
  const strike = dayAt(4, 1 + Math.floor(5 * chance.share())).toISODate()
  const guest = chance.pick(COURSES.filter(({ people }) => people >= 60))
  const ranks = COURSES.map((_, index) => ({ index, lot: chance.share() })).sort((a, b) => a.lot - b.lot)
  const visits: VisitTimes[] = []
  const classes: Held[] = []
  for (const [rank, { index }] of ranks.entries()) {
    const course = COURSES[index]
    if (!course) continue
    const habits = habitsOf(course, rank, chance)
    for (let week = 0; week < WEEKS; week += 1)
      for (const weekday of course.weekdays) {
        const day = dayAt(week, weekday)
        const isGuest = course === guest && week === 9 && weekday === course.weekdays[0]
        const held = classOf(
          { course, habits, day, week, weekday, isStrike: day.toISODate() === strike, isGuest },
          chance,
        )
        classes.push({ ...held.shown, uid: uidOf(course, classes.length, seed) })
        visits.push(...held.visits)
      }
  }
  for (let week = 0; week < WEEKS; week += 1) visits.push(...unannounced(week, chance))
  for (let day = 0; day < 7 * WEEKS; day += 1) visits.push(...dropIns(FIRST.plus({ days: day }), chance))
  const [startMs, endMs] = [FIRST.toMillis(), FIRST.plus({ weeks: WEEKS }).toMillis()]
  const inside = visits.filter(({ arrivesMs }) => arrivesMs >= startMs && arrivesMs < endMs)
  return { zone: ZONE, startMs, endMs, classes, visits: inside.sort((a, b) => a.arrivesMs - b.arrivesMs) }
}

/** As from a system that exports each class as an event of its own. */
const uidOf = ({ title }: Course, number: number, seed: number): string =>
  `${title.toLowerCase().replaceAll(' ', '-')}-${number}-${seed}@semester`

/** One course announces too few, one about right, all others too many. */
function habitsOf({ people }: Course, rank: number, chance: Chance): Habits {
  const over = rank === 0 ? 0.8 : rank === 1 ? chance.between(1, 1.1) : chance.between(1.2, 2.5)
  return {
    announced: Math.max(10, Math.round((people * over) / 10) * 10),
    floor: chance.between(0.55, 0.75),
    decay: chance.between(0.06, 0.14),
    examIsTitled: rank % 2 === 0,
  }
}

interface Day {
  readonly course: Course
  readonly habits: Habits
  readonly day: DateTime
  readonly week: number
  readonly weekday: number
  readonly isStrike: boolean
  readonly isGuest: boolean
}

function classOf(one: Day, chance: Chance): { shown: Omit<Held, 'uid'>; visits: VisitTimes[] } {
  const { course, habits, day, week, weekday } = one
  const exam = weekday === course.weekdays.at(-1) ? examIn(week) : undefined
  const isCancelled = !exam && chance.share() < 0.03
  const isListed = isHoliday(day) ? chance.share() < 0.5 : !isCancelled || chance.share() < 0.67
  const people =
    isHoliday(day) || isCancelled ? 0 : Math.round(peopleOf(one, exam !== undefined) * chance.noise(exam ? 0.04 : 0.1))
  const startMs = at(day, course.at)
  const topic = course.isTitled ? `: ${TOPICS[week]}` : ''
  const title = exam && habits.examIsTitled ? `${course.title} ${exam}` : `${course.title}${topic}`
  const minutes = course.isShort ? 30 : course.minutes
  return {
    shown: {
      title,
      startMs,
      endMs: startMs + minutes * MINUTE_MS,
      announced: habits.announced,
      came: people,
      isListed,
    },
    visits: crowdOf(
      { startMs, minutes: course.minutes, people, crowd: course.crowd, isExam: exam !== undefined },
      chance,
    ),
  }
}

const examIn = (week: number): string | undefined => (week === 6 ? 'Midterm' : week === 13 ? 'Final Review' : undefined)

function peopleOf({ course, habits, week, weekday, isStrike, isGuest }: Day, isExam: boolean): number {
  if (isExam) return Math.min(1.1 * course.people, Math.max(habits.announced, course.people))
  const attending = habits.floor + (1 - habits.floor) * Math.exp(-habits.decay * week)
  return course.people * attending * (weekday === 5 ? 0.85 : 1) * (isStrike ? 0.2 : isGuest ? 1.6 : 1)
}

/** In no calendar: a class every Thursday for eleven weeks, and a workshop every other week. */
function unannounced(week: number, chance: Chance): VisitTimes[] {
  const [thursday, any] = [dayAt(week, 4), dayAt(week, 1 + Math.floor(5 * chance.share()))]
  const weekly = { startMs: at(thursday, '12:30'), minutes: 60, people: Math.round(80 * chance.noise(0.12)) }
  const hour = chance.pick([10, 13, 15, 18])
  const workshop = { startMs: at(any, `${hour}:00`), minutes: 90, people: Math.round(chance.between(50, 110)) }
  const crowd = chance.pick(Object.keys(CROWDS) as Crowd[])
  return [
    ...(week < 11 && !isHoliday(thursday) ? crowdOf({ ...weekly, crowd: 'punctual' }, chance) : []),
    ...((week % 2 === 1 || week >= 11) && !isHoliday(any) ? crowdOf({ ...workshop, crowd }, chance) : []),
  ]
}

const SHAPE_SUM = DAY_SHAPE.reduce((sum, share) => sum + share, 0)

/** Who comes for themselves; on Thursday evenings more, before deadlines. */
function dropIns(day: DateTime, chance: Chance): VisitTimes[] {
  const all = isHoliday(day) ? 30 : day.weekday > 5 ? 45 : 150
  return DAY_SHAPE.flatMap((share, hour) => {
    const deadline = day.weekday === 4 && hour >= 19 && hour <= 22 && !isHoliday(day) ? 18 : 0
    const hourMs = day.set({ hour }).toMillis()
    return Array.from({ length: chance.poisson((all * share) / SHAPE_SUM + deadline) }, () => {
      const arrivesMs = hourMs + Math.floor(chance.share() * 3600) * 1000
      const worksMs = Math.min(6 * HOUR_MS, 5 * MINUTE_MS - Math.log(1 - chance.share()) * 45 * MINUTE_MS)
      return { arrivesMs, leavesMs: Math.round(arrivesMs + worksMs + HOUR_MS) }
    })
  })
}
