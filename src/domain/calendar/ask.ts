/**
 * What an event or the config asks of one pool: an amount in a unit.
 * `integer` is the predecessor's unit, placeholders; the others are people's: how many students come, how many seats or
 * nodes there shall be in total.
 */
export const UNITS = ['integer', 'students', 'seats', 'nodes'] as const
export type Unit = (typeof UNITS)[number]
export type PeopleUnit = Exclude<Unit, 'integer'>
/**
 * `students: auto`: as many as came before. Less than any number, so that of two events that are one a number counts.
 */
export const AUTO_STUDENTS = -1

/** An amount as it is written. */
export const writtenAmount = (amount: number): string => (amount === AUTO_STUDENTS ? 'auto' : String(amount))

export type Ask = Readonly<Partial<Record<Unit, number>>>

/** What an event may say of its own times. */
export const TIMES = ['leadTime', 'trailTime'] as const

/** What may stand among a pool's units without being one. */
export const BESIDE_UNITS: readonly string[] = [...TIMES, 'class']

/** Keys that mean something in a description before they could name a pool: no pool may bear such a name. */
export const RESERVED_WORDS: readonly string[] = [...UNITS, ...TIMES].filter((word) => word !== 'integer')

/** The key of an ask that names no pool: `students: 120`. */
export const ANY_POOL = ''

/** A lead time as it is written: in ms, or what is learned. */
export type GivenLead = number | 'auto'
