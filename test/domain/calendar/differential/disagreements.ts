import { IANAZone } from 'luxon'

/** What only one of two implementations says of a calendar: `UID start/end` in UTC. */
export interface Difference {
  readonly text: string
  /** UIDs of series with a start that one of their rules does not give. */
  readonly unsynchronized: readonly string[]
  readonly ours: readonly string[]
  readonly theirs: readonly string[]
}

/** A class of differences, each judged by RFC 5545 in `disagreements.md`. */
export interface Disagreement {
  readonly name: string
  /** How many of the generated calendars have it. */
  readonly calendars: number
  /** The difference without what this class explains. */
  readonly without: (difference: Difference) => Difference
}

export const DISAGREEMENTS: readonly Disagreement[] = [
  { name: 'gap', calendars: 5, without: withoutPairs(isInGap) },
  { name: 'exact hours', calendars: 19, without: withoutPairs(isSameStartOtherEnd) },
  { name: 'excluded and overridden', calendars: 4, without: withoutOurs(isExcludedAndOverridden) },
  { name: 'digits instead of instants', calendars: 2, without: withoutOurs(hasDigitsOfAnother) },
  { name: 'undefined by the RFC', calendars: 21, without: withoutUnsynchronized },
  { name: 'period after this and future', calendars: 0, without: withoutPairs(isSameStart, hasPeriodsAndFuture) },
]

const [uidOf, startOf, endOf] = [/^\S+/, /(?<= )[^/]+/, /(?<=\/).*/].map(
  (pattern) => (one: string) => pattern.exec(one)?.[0] ?? '',
) as [Part, Part, Part]
type Part = (one: string) => string

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const ms = (stamp: string) => Date.parse(stamp.replace(/^(....)(..)(..)T(..)(..)$/, '$1-$2-$3T$4:$5Z'))

/** RFC 5545 §3.3.6: hours are exact; theirs are those of the wall clock, half an hour or an hour off. */
function isSameStartOtherEnd(ours: string, theirs: string): boolean {
  const apart = Math.abs(ms(endOf(ours)) - ms(endOf(theirs)))
  return startOf(ours) === startOf(theirs) && (apart === HOUR_MS || apart === 30 * MINUTE_MS)
}

/** In Berlin, and in the calendars' own zone, which is a copy of it, clocks go forward at 01:00 UTC of these days. */
const FORWARD = ['20240331', '20250330', '20260329', '20270328']

/** §3.3.5: a time in the gap, 02:00 to 03:00, has the offset before it; theirs has, in a zone that the calendar defines, the one after. */
function isInGap(ours: string, theirs: string): boolean {
  const [mine, other] = [ms(startOf(ours)), ms(startOf(theirs))]
  const ends = inGap(endOf(ours)) && ms(endOf(ours)) - ms(endOf(theirs)) === HOUR_MS
  return (inGap(startOf(ours)) && mine - other === HOUR_MS) || (mine === other && ends)
}

const inGap = (stamp: string) => FORWARD.includes(stamp.slice(0, 8)) && stamp.slice(9, 11) === '01'

/** §3.8.4.4: a THISANDFUTURE gives its duration to all later ones, also to those of RDATE that had their own. */
function isSameStart(ours: string, theirs: string): boolean {
  return startOf(ours) === startOf(theirs)
}

function hasPeriodsAndFuture({ text }: Difference): boolean {
  return text.includes('THISANDFUTURE') && text.includes('VALUE=PERIOD')
}

function withoutPairs(
  isPair: (ours: string, theirs: string) => boolean,
  mayBe: (difference: Difference) => boolean = () => true,
) {
  return (difference: Difference): Difference => {
    if (!mayBe(difference)) return difference
    const paired = (a: string, b: string) => uidOf(a) === uidOf(b) && isPair(a, b)
    return {
      ...difference,
      ours: difference.ours.filter((one) => !difference.theirs.some((other) => paired(one, other))),
      theirs: difference.theirs.filter((one) => !difference.ours.some((other) => paired(other, one))),
    }
  }
}

function withoutOurs(explains: (one: string, difference: Difference) => boolean) {
  return (difference: Difference): Difference => ({
    ...difference,
    ours: difference.ours.filter((one) => !explains(one, difference)),
  })
}

const eventsOf = (text: string, uid: string) =>
  text.split('BEGIN:VEVENT').filter((block) => block.includes(`UID:${uid}\n`))
const valuesOf = (blocks: readonly string[], name: string) =>
  blocks.flatMap((block) =>
    [...block.matchAll(new RegExp(`^${name}[^:\n]*:(\\S+)`, 'gm'))].map((match) => match[1] ?? ''),
  )

/** An EXDATE and an override name the same occurrence: the override is one without an occurrence, and counts. */
function isExcludedAndOverridden(one: string, { text }: Difference): boolean {
  const blocks = eventsOf(text, uidOf(one))
  const excluded = valuesOf(blocks, 'EXDATE')
  const start = ms(startOf(one))
  return blocks
    .filter((block) => valuesOf([block], 'RECURRENCE-ID').some((value) => excluded.includes(value)))
    .some((block) =>
      valuesOf([block], 'DTSTART').some(
        (value) => ms(value.padEnd(13, 'T0000').slice(0, 13)) === start + offsetAt(blocks, start),
      ),
    )
}

/** How far the events' zone is ahead of UTC; their own is a copy of Berlin's. */
const offsetAt = (blocks: readonly string[], atMs: number) =>
  MINUTE_MS *
  IANAZone.create((/TZID=([^:]+):/.exec(blocks.join(''))?.[1] ?? 'UTC').replace('Own', 'Europe/Berlin')).offset(atMs)

/** An EXDATE or override of 14:00 New York takes away what is at 14:00 UTC as well: the other library compares digits. */
function hasDigitsOfAnother(one: string, { text }: Difference): boolean {
  const blocks = eventsOf(text, uidOf(one))
  const start = ms(startOf(one))
  const offsetMs = offsetAt(blocks, start)
  return [...valuesOf(blocks, 'RECURRENCE-ID'), ...valuesOf(blocks, 'EXDATE')].some((value) => {
    const digits = ms(value.slice(0, 13))
    return digits === start || digits - offsetMs === start + offsetMs
  })
}

/** §3.8.5.3: what a start off its rule does to COUNT, UNTIL and BYSETPOS is undefined; ours counts the start, theirs does not. */
function withoutUnsynchronized(difference: Difference): Difference {
  const isDefined = (one: string) => !difference.unsynchronized.includes(uidOf(one))
  return { ...difference, ours: difference.ours.filter(isDefined), theirs: difference.theirs.filter(isDefined) }
}
