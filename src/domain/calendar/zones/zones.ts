import { MOST } from '../text/budget.ts'
import { type Component, valueIn } from '../text/component.ts'
import type { Steps } from '../text/steps.ts'
import { quote, type Report } from '../trouble.ts'
import { vtimezone } from './vtimezone.ts'
import { ianaZone, UTC, type Zone } from './zone.ts'
import { offsetZone, pathZone, windowsZone } from './zone-name.ts'

/** The zones of one calendar. */
export interface Zones {
  /** For floating times and all-day events: the explicit zone, else X-WR-TIMEZONE, else UTC. */
  readonly floating: Zone
  /** How many names were looked up: each is a piece of work. */
  readonly looked: number
  /** The zone of a TZID; one that nobody knows is reported once and read as floating. */
  named(tzid: string): Zone
}

/**
 * A TZID is, in this order: an IANA `Region/City`; a Windows or Outlook name; the calendar's own VTIMEZONE (by its
 * X-LIC-LOCATION when that is an IANA name, else by its rules); another IANA name; a path that ends in an IANA name;
 * a fixed offset. A VTIMEZONE goes before IANA's short names: a zone called `EST` often has a summer time of its own.
 */
export function* zonesOf(calendar: Component, explicit: string | undefined, report: Report): Steps<Zones> {
  const definitions = new Map<string, Component>()
  for (const child of calendar.children) {
    const tzid = child.name === 'VTIMEZONE' ? valueIn(child, 'TZID') : undefined
    if (tzid !== undefined && !definitions.has(tzid)) definitions.set(tzid, child)
  }
  const resolve = (tzid: string): Zone | undefined =>
    tzid.length > MOST.zoneName
      ? undefined
      : ((tzid.includes('/') ? ianaZone(tzid) : undefined) ??
        windowsZone(tzid) ??
        defined(definitions.get(tzid), report) ??
        ianaZone(tzid) ??
        pathZone(tzid) ??
        offsetZone(tzid))
  const floating = yield* floatingZone(explicit, valueIn(calendar, 'X-WR-TIMEZONE'), resolve, report)
  return new NamedZones(floating, resolve, report)
}

class NamedZones implements Zones {
  readonly floating: Zone
  readonly #resolve: (tzid: string) => Zone | undefined
  readonly #report: Report
  readonly #zones = new Map<string, Zone>()

  constructor(floating: Zone, resolve: (tzid: string) => Zone | undefined, report: Report) {
    this.floating = floating
    this.#resolve = resolve
    this.#report = report
  }

  get looked(): number {
    return this.#zones.size
  }

  named(tzid: string): Zone {
    const found = this.#zones.get(tzid)
    if (found) return found
    if (this.#zones.size >= MOST.namedZones) {
      this.#report(tooManyZones(this.floating))
      return this.floating
    }
    const zone = this.#resolve(tzid.trim())
    if (zone === undefined) this.#report(unknownZone(tzid, this.floating))
    this.#zones.set(tzid, zone ?? this.floating)
    return zone ?? this.floating
  }
}

function defined(definition: Component | undefined, report: Report): Zone | undefined {
  if (definition === undefined) return undefined
  const location = valueIn(definition, 'X-LIC-LOCATION')
  return (location?.includes('/') ? ianaZone(location) : undefined) ?? vtimezone(definition, report)
}

const tooManyZones = (floating: Zone) => ({
  where: 'time zones',
  text: `it names more than ${MOST.namedZones}; the times of the others are read in ${floating.name}`,
})

const unknownZone = (tzid: string, floating: Zone) => ({
  where: `time zone ${quote(tzid)}`,
  text:
    `nobody knows a zone of this name and the calendar does not define it; its times are read in ${floating.name}. ` +
    'A name like `Europe/Berlin`, or a VTIMEZONE, would be right.',
})

function* floatingZone(
  explicit: string | undefined,
  own: string | undefined,
  resolve: (name: string) => Zone | undefined,
  report: Report,
): Steps<Zone> {
  const [given, said] = [explicit && resolve(explicit.trim()), own && resolve(own)]
  if (explicit && !given) report(noZone('timezone', explicit, said ? `X-WR-TIMEZONE (${own})` : 'UTC'))
  if (own && !said) report(noZone('X-WR-TIMEZONE', own, given ? `\`${explicit}\`` : 'UTC'))
  if (given && said && (yield* differ(given, said))) {
    report({
      where: 'X-WR-TIMEZONE',
      text: `the calendar says ${quote(own ?? '')}, the configuration ${quote(explicit ?? '')}: times without a zone are read in ${given.name}`,
    })
  }
  return given || said || UTC
}

const noZone = (where: string, name: string, instead: string) => ({
  where,
  text: `${quote(name)} is no time zone: ${instead} is used. A name like \`Europe/Berlin\` would be right.`,
})

/** Two names may be links to one zone: they differ when their clocks did in some month of 2000 to 2030. */
function* differ(a: Zone, b: Zone): Steps<boolean> {
  if (a.name.toLowerCase() === b.name.toLowerCase()) return false
  for (let month = 0; month < 360; month++) {
    const epochMs = 946_684_800_000 + month * 2_629_746_000
    if (a.offsetMs(epochMs) !== b.offsetMs(epochMs)) return true
    if (month % PIECE === PIECE - 1) yield
  }
  return false
}

/** So many months are compared at once; then others get the floor. */
const PIECE = 12
