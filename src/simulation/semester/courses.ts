/** How people come to a class: a share early, a share in a trickle after the start, the rest in a burst around it. */
export const CROWDS = {
  punctual: { early: 0.1, trickle: 0.08 },
  early: { early: 0.28, trickle: 0.06 },
  late: { early: 0.05, trickle: 0.18 },
} as const
export type Crowd = keyof typeof CROWDS

export interface Course {
  readonly title: string
  /** 1 Monday to 5 Friday. */
  readonly weekdays: readonly number[]
  /** `HH:MM`. */
  readonly at: string
  readonly minutes: number
  /** Who comes in the first week. */
  readonly people: number
  readonly crowd: Crowd
  /** The calendar holds only its first half hour, as many write it who remember the predecessor. */
  readonly isShort?: true
  /** The title of each class tells its topic too. */
  readonly isTitled?: true
}

/** Twelve courses of a week; two pairs of them begin at the same minute. */
export const COURSES: readonly Course[] = [
  { title: 'World History Lecture', weekdays: [1, 3], at: '17:00', minutes: 75, people: 180, crowd: 'punctual' },
  { title: 'Data Science Lab 1', weekdays: [2, 4], at: '09:30', minutes: 90, people: 90, crowd: 'early' },
  { title: 'Data Science Lab 2', weekdays: [2, 4], at: '11:00', minutes: 90, people: 85, crowd: 'early' },
  { title: 'Mechanics', weekdays: [1, 3, 5], at: '09:00', minutes: 50, people: 110, crowd: 'punctual' },
  {
    title: 'Statistics Lecture',
    weekdays: [1, 3, 5],
    at: '11:00',
    minutes: 50,
    people: 130,
    crowd: 'punctual',
    isShort: true,
  },
  { title: 'Economics Section', weekdays: [5], at: '13:00', minutes: 80, people: 60, crowd: 'late' },
  {
    title: 'Biology Computer Lab',
    weekdays: [3],
    at: '14:00',
    minutes: 170,
    people: 70,
    crowd: 'early',
  },
  { title: 'Signals Lab', weekdays: [1], at: '14:00', minutes: 170, people: 75, crowd: 'early' },
  { title: 'Demography', weekdays: [2, 4], at: '14:00', minutes: 80, people: 100, crowd: 'late', isShort: true },
  { title: 'Sound Studio', weekdays: [4], at: '16:00', minutes: 110, people: 25, crowd: 'early' },
  {
    title: 'Programming Discussion',
    weekdays: [2],
    at: '09:30',
    minutes: 80,
    people: 55,
    crowd: 'punctual',
    isShort: true,
    isTitled: true,
  },
  { title: 'Geography', weekdays: [5], at: '09:00', minutes: 110, people: 40, crowd: 'late' },
]

export const TOPICS = [
  ...['Intro', 'Tables', 'Charts', 'Loops', 'Sampling', 'Models', 'Functions'],
  ...['Errors', 'Regression', 'Maps', 'Text', 'Bayes', 'Projects', 'Recap'],
]

/** Of drop-ins a day, by the hour; as shares of their sum. */
export const DAY_SHAPE = [
  ...[1, 0.5, 0.3, 0.2, 0.1, 0.1, 0.2, 1.2, 4, 6.2, 7.6, 8.4],
  ...[8.6, 8.4, 8, 7.4, 6.6, 5.6, 5.2, 5.4, 5.2, 4.6, 3.4, 2],
]
