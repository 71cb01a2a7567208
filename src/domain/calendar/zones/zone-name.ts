import ical from 'node-ical'
import { HOUR_MS, MINUTE_MS } from '../../duration.ts'
import { fixedZone, ianaZone, UTC, type Zone } from './zone.ts'

/**
 * Zone names as calendars write them, beyond IANA's own. Windows and Outlook names («W. Europe Standard Time»,
 * «(UTC+01:00) Amsterdam, Berlin, …») come from node-ical's tables, which Microsoft's and CLDR's lists are kept in.
 */

/** @returns the zone of a Windows or Outlook name, or undefined */
export function windowsZone(name: string): Zone | undefined {
  // For these node-ical takes the zone of the process.
  if (/^(tzone:|customized time zone)/i.test(name) || !/[ (]/.test(name)) return undefined
  const bare = name.replaceAll(/["\r\n]/g, '')
  const title = bare.replace(/^\([^)]*\)\s*/, '')
  return outlookZone(bare) ?? outlookZone(title.replace(/[;,].*$/s, '')) ?? abbreviated(title)
}

const answers = new Map<string, Zone | undefined>()

function outlookZone(name: string): Zone | undefined {
  if (answers.has(name)) return answers.get(name)
  const zone = name.length > 200 || name.includes(';') ? undefined : ianaZone(askNodeIcal(name) ?? '')
  if (answers.size > 1000) answers.clear()
  answers.set(name, zone)
  return zone
}

/** Its table is not exported, its parser is: it leaves the zone's IANA name at the date that it parses. */
function askNodeIcal(name: string): string | undefined {
  const start = `BEGIN:VEVENT\r\nUID:zone\r\nDTSTART;TZID="${name}":20260101T000000\r\nEND:VEVENT`
  const parsed: unknown = ical.sync.parseICS(`BEGIN:VCALENDAR\r\n${start}\r\nEND:VCALENDAR\r\n`)
  const found = (parsed as Readonly<Record<string, { readonly start?: { readonly tz?: unknown } } | undefined>>).zone
    ?.start?.tz
  return typeof found === 'string' && found !== name ? found : undefined
}

/** «Eastern Time», «Pacific Time (US & Canada)»: the Windows name without its «Standard». */
function abbreviated(name: string): Zone | undefined {
  const first = /^([A-Za-z. ]+?) (?:Daylight |Summer )?Time\b/.exec(name)?.[1]
  return first === undefined || /standard$/i.test(first) ? undefined : outlookZone(`${first} Standard Time`)
}

/** `/freeassociation.sourceforge.net/Europe/Berlin`, `/citadel.org/20210210_1/America/New_York`: a path that ends in a name. */
export function pathZone(name: string): Zone | undefined {
  if (/^tzone:\/\/microsoft\/utc$/i.test(name)) return UTC
  const parts = name.replaceAll(' ', '_').split('/').filter(Boolean)
  for (let length = Math.min(3, parts.length); length >= 2; length--) {
    const zone = ianaZone(parts.slice(-length).join('/'))
    if (zone) return zone
  }
  return undefined
}

const FIXED = /^\(?(?:UTC|GMT)?\s?([+-])(\d{1,2})[:.]?(\d\d)?\)?$/i

/** `UTC+2`, `GMT-05:00`, `+0530`, `Z`: a fixed offset. */
export function offsetZone(name: string): Zone | undefined {
  if (/^(z|utc|gmt|etc\/utc)$/i.test(name)) return UTC
  const match = FIXED.exec(name)
  if (match === null) return undefined
  const ms = Number(match[2]) * HOUR_MS + Number(match[3] ?? 0) * MINUTE_MS
  return ms > 14 * HOUR_MS ? undefined : fixedZone(name, match[1] === '-' ? -ms : ms)
}
