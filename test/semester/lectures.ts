import type { Measure, Setting } from './rows.ts'
import { type Lecture, type Week, weeksOf } from './weekly.ts'

const LECTURES = {
  asAnnounced: { title: '350 for 350', people: 350, announced: 350 },
  half: { title: '180 for 350', people: 180, announced: 350 },
  more: { title: '420 for 350', people: 420, announced: 350 },
  early: { title: '350 from 08:40 on', people: 350, announced: 350, coming: 'at: "08:40", over: 25m' },
  besideOthers: { title: '350, and 100 others from 08:45 on', people: 350, announced: 350, others: 100 },
  inNoCalendar: { title: '350 in no calendar', people: 350, announced: undefined },
} satisfies Record<string, Lecture>
type Name = keyof typeof LECTURES

/** The weeks of every lecture, with one seed. */
export type PlayedLectures = Readonly<Record<Name, Readonly<Record<Setting, readonly Week[]>>>>

/** @param tell is told of each as it is over */
export async function playLectures(seed: number, tell: (line: string) => void): Promise<PlayedLectures> {
  const played: Partial<Record<Name, Record<Setting, readonly Week[]>>> = {}
  for (const name of Object.keys(LECTURES) as Name[]) {
    const lecture = LECTURES[name]
    played[name] = { off: await weeksOf(lecture, 'off', seed), on: await weeksOf(lecture, 'on', seed) }
    tell(`${lecture.title}, seed ${seed}: ${JSON.stringify(played[name])}`)
  }
  return played as PlayedLectures
}

const NOBODY: Week = { late: 0, nodeHours: 0, mostNodes: 0, untilLogin: 0, justInTime: 1 }

const inWeek = (
  name: Name,
  week: number,
  said: string,
  of: (week: Week) => number,
  more: Pick<Measure<PlayedLectures>, 'atMost' | 'digits'> = {},
): Measure<PlayedLectures> => ({
  ...more,
  what: `${LECTURES[name].title}, week ${week}: ${said}`,
  off: (played) => of(played[name].off[week - 1] ?? NOBODY),
  on: (played) => of(played[name].on[week - 1] ?? NOBODY),
})

const late = ({ late: people }: Week) => people
const nodeHours = (week: Week) => week.nodeHours
const mostNodes = (week: Week) => week.mostNodes
const timesJustInTime = ({ untilLogin, justInTime }: Week) => untilLogin / justInTime
const ONE = { digits: 1 }
const UNTIL_LOGIN = 'node-hours from lead to last login × just in time'

export const LECTURE: readonly Measure<PlayedLectures>[] = [
  inWeek('asAnnounced', 1, 'late', late, { atMost: 0 }),
  inWeek('asAnnounced', 1, UNTIL_LOGIN, timesJustInTime, { atMost: 1.15, digits: 2 }),
  inWeek('asAnnounced', 3, 'late', late, { atMost: 0 }),
  inWeek('asAnnounced', 3, UNTIL_LOGIN, timesJustInTime, { atMost: 1.15, digits: 2 }),
  inWeek('half', 1, 'late', late),
  inWeek('half', 1, 'node-hours', nodeHours, { ...ONE, atMost: 21 }),
  inWeek('half', 3, 'late', late),
  inWeek('half', 3, 'node-hours', nodeHours, { ...ONE, atMost: 18 }),
  inWeek('more', 1, 'late', late),
  inWeek('more', 2, 'late', late),
  inWeek('early', 1, 'late', late),
  inWeek('early', 1, 'most nodes', mostNodes),
  inWeek('early', 2, 'late', late, { atMost: 5 }),
  inWeek('early', 2, 'most nodes', mostNodes, { atMost: 14 }),
  inWeek('besideOthers', 1, 'late', late, { atMost: 3 }),
  inWeek('besideOthers', 2, 'late', late),
  inWeek('inNoCalendar', 1, 'late', late),
  inWeek('inNoCalendar', 3, 'late', late),
]
