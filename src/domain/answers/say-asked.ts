import { DateTime } from 'luxon'
import { sayDuration } from '../duration.ts'
import { sayLargeSeat } from '../fit/large-seats.ts'
import { sayBriefly, sayWritten as sayOne } from '../fit/say-need.ts'
import { sayShortfall } from '../fit/say-shortfall.ts'
import { sayCount } from '../say.ts'
import type { Asked } from './asked.ts'

/** `350 seats, 13 nodes`; of several pools each with its name. */
export const sayWhat = (asked: readonly Asked[]): string => poolByPool(asked, sayAmount)

/** `350 seats`: the same without what follows from it. */
export const sayWritten = (asked: readonly Asked[]): string => poolByPool(asked, sayFirst)

const poolByPool = (asked: readonly Asked[], say: (one: Asked) => string): string =>
  asked.map((one) => (asked.length > 1 ? `${one.pool}: ${say(one)}` : say(one))).join('; ')

/** How many nodes it takes is known once one has told how much it holds. */
const sayAmount = (one: Asked): string => {
  if (one.nodes !== undefined || (one.isAuto && one.need.seats === 0)) return sayFirst(one)
  return one.isExpected ? `${sayBriefly(one.need)}, by who came before` : sayBriefly(one.need)
}

function sayFirst({ need, nodes, isAuto }: Asked): string {
  if (isAuto && need.seats === 0) return 'seats for as many students as come'
  return nodes === undefined ? sayOne(need) : sayCount(nodes, 'node')
}

/** When all of it is there; undefined: it asks for none. */
export function readyAt(asked: readonly Asked[]): number | undefined {
  const some = asked.filter(({ need }) => (need.placeholders ?? 0) > 0 || need.seats > 0)
  return some.length > 0 ? some.reduce((last, { readyMs }) => Math.max(last, readyMs), 0) : undefined
}

/** What a reader may want to know beside, pool by pool. */
export const linesOf = (asked: readonly Asked[], startMs: number, zone: string): string[] =>
  asked.flatMap((one) => [
    sayTimes(one, startMs, zone),
    ...(one.paused === undefined
      ? []
      : [`Pool ${one.pool} is paused by hand ${one.paused}: nothing changes meanwhile.`]),
    ...(one.largeSeat ? [`Pool ${one.pool}: ${sayLargeSeat(one.largeSeat)}.`] : []),
    ...(one.shortfall ? [sayShortfall({ ...one.shortfall, again: false }, zone)] : []),
  ])

function sayTimes(one: Asked, startMs: number, zone: string): string {
  const { pool, fromMs, readyMs, bootMs } = one
  const from = `Pool ${pool}: ${sayAmount(one)}, asked for from ${sayClock(fromMs, startMs, zone)} on`
  if (readyAt([one]) === undefined) return `${from}.`
  const late =
    readyMs > startMs
      ? ` That is ${sayDuration(readyMs - startMs)} after its start; \`leadTime: auto\` in its description has it there in time.`
      : ''
  return `${from}; a node takes ${sayDuration(bootMs)}.${late}`
}

/** `08:50`, with the day where it is not that of the class. */
export function sayClock(ms: number, startMs: number, zone: string): string {
  const at = DateTime.fromMillis(ms, { zone, locale: 'en' })
  const isSameDay = at.hasSame(DateTime.fromMillis(startMs, { zone }), 'day')
  return at.toFormat(`${isSameDay ? '' : 'ccc d LLL '}HH:mm${zone === 'utc' ? " 'UTC'" : ''}`)
}
