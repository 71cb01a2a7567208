import { MOST } from '../text/budget.ts'
import { type Component, valueIn } from '../text/component.ts'
import type { Steps } from '../text/steps.ts'
import { quote, type Report, type Told } from '../trouble.ts'
import { vtimezone } from './vtimezone.ts'
import { ianaZone, UTC, type Zone } from './zone.ts'
import { offsetZone, pathZone, windowsZone } from './zone-name.ts'

/** The zones of one calendar. */
export interface Zones {
  /** For floating times and all-day events: the explicit zone, else X-WR-TIMEZONE, else the only VTIMEZONE, else UTC. */
  readonly floating: Zone
  /** The IANA name of X-WR-TIMEZONE; undefined: the calendar has none that is known. */
  readonly said: string | undefined
  /** How many names were looked up: each is a piece of work. */
  readonly looked: number
  /**
   * The zone of a TZID. One that nobody knows is reported once; it is that of the calendar's only VTIMEZONE, which cannot
   * be there for another. @returns undefined without one: such times are floating
   */
  known(tzid: string): Zone | undefined
}

/**
 * A TZID is, in this order: an IANA `Region/City`; a Windows or Outlook name; the calendar's own VTIMEZONE (by its
 * X-LIC-LOCATION when that is an IANA name, else by its rules); another IANA name; a path that ends in an IANA name;
 * a fixed offset. A VTIMEZONE goes before IANA's short names: a zone called `EST` often has a summer time of its own.
 */
export function* zonesOf(calendar: Component, explicit: string | undefined, told: Told): Steps<Zones> {
  const definitions = definitionsIn(calendar)
  const resolve = (tzid: string): Zone | undefined =>
    tzid.length > MOST.zoneName
      ? undefined
      : ((tzid.includes('/') ? ianaZone(tzid) : undefined) ??
        windowsZone(tzid) ??
        defined(definitions.get(tzid), told.report) ??
        ianaZone(tzid) ??
        pathZone(tzid) ??
        offsetZone(tzid))
  const [only = ''] = definitions.size === 1 ? definitions.keys() : []
  const own = only ? resolve(only) : undefined
  const said = valueIn(calendar, 'X-WR-TIMEZONE')
  const given = yield* givenZone(explicit, said, own, resolve, told.report)
  const named = said ? resolve(said) : undefined
  return new NamedZones(given, own, named && ianaZone(named.name)?.name, resolve, told)
}

/** The VTIMEZONEs by TZID. */
function definitionsIn({ children }: Component): Map<string, Component> {
  const definitions = new Map<string, Component>()
  for (const child of children) {
    if (child.name !== 'VTIMEZONE') continue
    const tzid = valueIn(child, 'TZID')?.replaceAll('"', '') ?? 'without TZID'
    if (!definitions.has(tzid)) definitions.set(tzid, child)
  }
  return definitions
}

class NamedZones implements Zones {
  readonly #given: Zone | undefined
  readonly #own: Zone | undefined
  readonly #resolve: (tzid: string) => Zone | undefined
  readonly #told: Told
  readonly #zones = new Map<string, Zone | undefined>()
  readonly said: string | undefined

  constructor(
    given: Zone | undefined,
    own: Zone | undefined,
    said: string | undefined,
    resolve: (tzid: string) => Zone | undefined,
    told: Told,
  ) {
    this.#given = given
    this.#own = own
    this.said = said
    this.#resolve = resolve
    this.#told = told
  }

  get floating(): Zone {
    if (!this.#given && this.#own) this.#told.remark(floatingIn(this.#own))
    return this.#elsewise
  }

  get #elsewise(): Zone {
    return this.#given ?? this.#own ?? UTC
  }

  get looked(): number {
    return this.#zones.size
  }

  known(tzid: string): Zone | undefined {
    if (this.#zones.has(tzid)) return this.#zones.get(tzid)
    if (this.#zones.size >= MOST.namedZones) {
      this.#told.report(tooManyZones(this.#elsewise))
      return undefined
    }
    const resolved = this.#resolve(tzid.trim())
    if (resolved === undefined) this.#told.report(unknownZone(tzid, this.#own, this.#elsewise))
    const zone = resolved ?? this.#own
    this.#zones.set(tzid, zone)
    return zone
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

const floatingIn = (own: Zone) => ({
  where: 'time zones',
  text: `times without a zone and whole days are read in ${quote(own.name)}, the only zone that the calendar defines`,
})

const unknownZone = (tzid: string, own: Zone | undefined, floating: Zone) => {
  const instead = own ? `${quote(own.name)}, the only zone that it defines` : floating.name
  const what = `nobody knows a zone of this name and the calendar does not define it; its times are read in ${instead}`
  return {
    where: `time zone ${quote(tzid)}`,
    text: `${what}. A name like \`Europe/Berlin\`, or a VTIMEZONE, would be right.`,
  }
}

/** The explicit zone, else X-WR-TIMEZONE. */
function* givenZone(
  explicit: string | undefined,
  said: string | undefined,
  own: Zone | undefined,
  resolve: (name: string) => Zone | undefined,
  report: Report,
): Steps<Zone | undefined> {
  const given = explicit ? resolve(explicit.trim()) : undefined
  const named = said ? resolve(said) : undefined
  const rest = own ? `${quote(own.name)}, the only zone that the calendar defines,` : 'UTC'
  if (explicit && !given) report(noZone('timezone', explicit, named ? `X-WR-TIMEZONE (${said})` : rest))
  if (said && !named) report(noZone('X-WR-TIMEZONE', said, given ? `\`${explicit}\`` : rest))
  if (given && named && (yield* differ(given, named))) report(twoZones(said, explicit, given))
  return given ?? named
}

const twoZones = (said = '', explicit = '', given: Zone) => ({
  where: 'X-WR-TIMEZONE',
  text: `the calendar says ${quote(said)}, the configuration ${quote(explicit)}: times without a zone are read in ${given.name}`,
})

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
