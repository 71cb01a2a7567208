import { DateTime } from 'luxon'
import { MINUTE_MS } from './duration.ts'
import { Remembered } from './remembered.ts'

/** For a time without a date luxon would ask the clock what day it is. */
const DATED = /^\d{4}-?\d\d-?\d\d/

/** As the API writes it. Days that some months lack are left to luxon: engines count 30 February as 2 March. */
const OF_THE_API = /^\d{4}-\d\d-(?:[01]\d|2[0-8])T\d\d:\d\d:\d\dZ$/

/** @returns epoch milliseconds of an ISO 8601 instant (UTC when it names no zone), or undefined */
export function parseInstant(text: string | undefined, zone = 'utc'): number | undefined {
  if (!text || !DATED.test(text)) return undefined
  if (OF_THE_API.test(text)) {
    // A cluster has three a pod, and luxon takes twenty times as long.
    // biome-ignore lint/style/noRestrictedGlobals: it parses a text, and reads no clock
    const ms = Date.parse(text)
    return Number.isNaN(ms) ? undefined : ms
  }
  const instant = DateTime.fromISO(text, { zone })
  return instant.isValid ? instant.toMillis() : undefined
}

/** An instant as the API and our JSON write it: `2026-03-24T08:50:00Z`, milliseconds only where there are some. */
export const sayInstant = (ms: number): string =>
  DateTime.fromMillis(ms, { zone: 'utc' }).toISO({ suppressMilliseconds: true }) ?? String(ms)

/** Kubernetes' MicroTime, which must have six decimals: `2026-03-24T08:50:00.000000Z`. */
export const sayMicroTime = (ms: number): string =>
  sayInstant(ms).replace(/(?:\.(\d{3}))?Z$/, (_, fraction: string = '000') => `.${fraction}000Z`)

/** The time of day in a zone, for sentences: `09:00`, with the weekday and date when it is not the day of `nowMs`. */
export function sayTime(ms: number, nowMs: number, zone: string): string {
  const [at, now] = [clockAt(ms, zone), clockAt(nowMs, zone)]
  return at.day === now.day ? at.time : `${at.date} ${at.time}`
}

interface Clock {
  readonly day: string
  readonly date: string
  readonly time: string
}

/** Sentences of one minute name the same few, and luxon looks the zone up each time. Zones are whole minutes from UTC. */
const clocks = new Remembered<string, Clock>(1000)

function clockAt(ms: number, zone: string): Clock {
  const minuteMs = Math.floor(ms / MINUTE_MS) * MINUTE_MS
  return clocks.get(`${minuteMs} ${zone}`, () => {
    const at = DateTime.fromMillis(minuteMs, { zone, locale: 'en' })
    return { day: at.toISODate() ?? '', date: at.toFormat('ccc d LLL'), time: at.toFormat('HH:mm') }
  })
}
