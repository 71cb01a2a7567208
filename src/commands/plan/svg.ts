import { DateTime } from 'luxon'
import { UNITS, type Unit } from '../../domain/calendar/ask.ts'
import type { Plan } from '../../domain/demand/plan.ts'

interface View {
  readonly fromMs: number
  readonly toMs: number
  readonly zone: string
}

const WIDTH = 960
const LEFT = 56
const RIGHT = 20
const HEAD = 34
const PLOT = 110
const FOOT = 34
const PANEL = HEAD + PLOT + FOOT
const INK = '#1f2933'
const FAINT = '#d9dee4'
const CALENDAR = '#2f6fb3'
const CONFIG = '#9aa5b1'

/** What is asked in one unit, in one stretch of time. */
interface Step {
  readonly fromMs: number
  readonly toMs: number
  readonly amount: number
  readonly events: readonly string[]
}

/**
 * The demand of each pool as steps over time, each event by its title: a panel for the placeholders of each pool, and
 * one for each of people's units that is used. A standalone SVG.
 */
export function planSvg(pools: Plan, view: View): string {
  const steps = [...pools].flatMap(([name, segments]) =>
    UNITS.flatMap((unit): [string, Unit, Step[]][] => {
      const own = segments.map(({ fromMs, toMs, demands }) => {
        const { amount = 0, events = [] } = demands.find((one) => one.unit === unit) ?? {}
        return { fromMs, toMs, amount, events }
      })
      return unit === 'integer' || own.some(({ amount }) => amount > 0) ? [[name, unit, own]] : []
    }),
  )
  const panels = steps.map(([name, unit, own], index) => panel(name, unit, own, view, index * PANEL))
  const height = Math.max(1, panels.length) * PANEL + 8
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}"`,
    ` font-family="system-ui, 'Helvetica Neue', Arial, sans-serif" font-size="12" fill="${INK}">`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    ...(panels.length > 0 ? panels : [text(LEFT, 30, 'The config has no pools.')]),
    '</svg>',
  ].join('\n')
}

function panel(name: string, unit: Unit, segments: readonly Step[], view: View, top: number): string {
  const x = (ms: number) => round(LEFT + ((ms - view.fromMs) / (view.toMs - view.fromMs)) * (WIDTH - LEFT - RIGHT))
  const most = Math.max(1, ...segments.map(({ amount }) => amount))
  const base = HEAD + PLOT
  const y = (count: number) => round(base - (count / most) * (PLOT - 18))
  const areas = segments
    .filter(({ amount }) => amount > 0)
    .map(({ fromMs, toMs, amount, events }) => {
      const color = events.length > 0 ? CALENDAR : CONFIG
      const shape = `x="${x(fromMs)}" y="${y(amount)}" width="${round(x(toMs) - x(fromMs))}" height="${round(base - y(amount))}"`
      const title = `${amount}${events.length > 0 ? ` for ${events.join(', ')}` : ' by the config'}`
      return `<rect ${shape} fill="${color}" fill-opacity="0.22"><title>${xml(title)}</title></rect>`
    })
  const path = segments.map(({ fromMs, toMs, amount }, index) => {
    return `${index === 0 ? 'M' : 'L'}${x(fromMs)} ${y(amount)}H${x(toMs)}`
  })
  return [
    `<g transform="translate(0 ${top})">`,
    text(LEFT, 20, name, 'font-size="15" font-weight="600"'),
    text(
      WIDTH - RIGHT,
      20,
      `${unit === 'integer' ? 'placeholders' : unit} asked for, times in ${view.zone === 'utc' ? 'UTC' : view.zone}`,
      'text-anchor="end" fill="#5b6773"',
    ),
    ...levels(most).map(
      (count) =>
        line(LEFT, y(count), WIDTH - RIGHT, y(count), FAINT) +
        text(LEFT - 8, y(count) + 4, String(count), 'text-anchor="end"'),
    ),
    ...ticks(view).map(
      ({ ms, label }) =>
        line(x(ms), HEAD, x(ms), base + 4, FAINT) + text(x(ms), base + 18, label, 'text-anchor="middle"'),
    ),
    ...areas,
    `<path d="${path.join('')}" fill="none" stroke="${INK}" stroke-width="1.5"/>`,
    ...labels(segments, x, y),
    '</g>',
  ].join('\n')
}

/** What an event asks and its title, above its step: the highest first, and as much of it as fits between its neighbours. */
function labels(segments: readonly Step[], x: (ms: number) => number, y: (count: number) => number): string[] {
  const steps = segments.map(({ fromMs, toMs, amount }) => ({ left: x(fromMs), right: x(toMs), top: y(amount) }))
  const placed: Box[] = []
  const isFree = (box: Box) =>
    !placed.some((one) => touches(one, box)) &&
    !steps.some((one) => touches({ ...one, bottom: Number.POSITIVE_INFINITY }, { ...box, bottom: box.bottom - 1 }))
  return segments
    .toSorted((a, b) => b.amount - a.amount)
    .flatMap(({ fromMs, toMs, amount, events }) => {
      if (events.length === 0) return []
      const title = `${amount} ${events.join(', ')}`
      for (const said of [title, shortened(title, 24), shortened(title, 12), String(amount)]) {
        const half = (said.length * LETTER) / 2
        const middle = Math.min(Math.max((x(fromMs) + x(toMs)) / 2, LEFT + half), WIDTH - RIGHT - half)
        const box = { left: middle - half, right: middle + half, top: y(amount) - 15, bottom: y(amount) - 2 }
        if (!isFree(box)) continue
        placed.push(box)
        return [text(round(middle), round(y(amount) - 5), said, 'text-anchor="middle" font-size="11"')]
      }
      return []
    })
}

interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

const LETTER = 6.2
const touches = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
const shortened = (said: string, most: number) =>
  said.length > most ? `${said.slice(0, most - 1).toWellFormed()}…` : said

/** About four levels, whole numbers. */
function levels(most: number): number[] {
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].find((one) => most / one <= 4) ?? most
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, index) => index * step)
}

const STEPS: readonly (readonly [hours: number, format: string])[] = [
  [1, 'HH:mm'],
  [2, 'HH:mm'],
  [3, 'HH:mm'],
  [6, 'ccc HH:mm'],
  [12, 'ccc HH:mm'],
  [24, 'ccc d LLL'],
  [48, 'ccc d LLL'],
  [24 * 7, 'd LLL'],
  [24 * 28, 'd LLL'],
]
const MOST_TICKS = 13

/** Instants on whole hours or midnights of the zone. */
function ticks({ fromMs, toMs, zone }: View): { readonly ms: number; readonly label: string }[] {
  const hours = (toMs - fromMs) / 3_600_000
  const [step, format] = STEPS.find(([one]) => hours / one <= MOST_TICKS) ?? [
    Math.ceil(hours / MOST_TICKS / 24) * 24,
    'd LLL yy',
  ]
  const first = DateTime.fromMillis(fromMs, { zone, locale: 'en' }).startOf('day')
  const found: { ms: number; label: string }[] = []
  for (let index = 0; found.length <= MOST_TICKS + 1; index++) {
    const at = step < 24 ? first.plus({ hours: index * step }) : first.plus({ days: (index * step) / 24 })
    if (at.toMillis() >= toMs) break
    if (at.toMillis() >= fromMs)
      found.push({
        ms: at.toMillis(),
        label: at.hour === 0 && step < 24 ? at.toFormat('ccc d LLL') : at.toFormat(format),
      })
  }
  return found
}

const round = (value: number): number => Math.round(value * 10) / 10
const line = (x1: number, y1: number, x2: number, y2: number, color: string) =>
  `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${color}"/>`
const text = (x: number, y: number, said: string, more = '') => `<text x="${x}" y="${y}" ${more}>${xml(said)}</text>`

/** Titles come from calendars: markup in them is text, and what XML does not allow is left out. */
const xml = (said: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML 1.0 forbids
  said.replaceAll(/[\u0000-\u001f\ufffe\uffff]/g, ' ').replaceAll(/[<>&"]/g, (char) => `&#${char.charCodeAt(0)};`)
