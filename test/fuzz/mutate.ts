import type { Chance } from './random.ts'
import { ruleBomb } from './rule-bomb.ts'

/** One calendar, broken or bent in one to six places. */
export function mutate(text: string, others: readonly string[], random: Chance): string {
  let mutated = text
  for (let left = random.pick([1, 1, 2, 3, 6]); left > 0; left--) {
    const lines = mutated.split('\r\n')
    mutated = random.pick(MUTATIONS)(lines, random, others).join('\r\n')
  }
  return mutated
}

type Mutation = (lines: string[], random: Chance, others: readonly string[]) => string[]

const MUTATIONS: readonly Mutation[] = [
  flippedBytes,
  droppedLine,
  repeatedLine,
  swappedLines,
  strangeLine,
  newRule,
  newRule,
  newRule,
  newZone,
  newZone,
  newValue,
  newValue,
  cutOff,
]

const NOISE = ['\0', '\uFFFF', '"', ';', ':', ',', '=', '\\', '\n', '\r', ' ', '-', '0', '9', 'Z', 'é', '\uD800', '<']

function flippedBytes(lines: string[], random: Chance): string[] {
  const chars = [...lines.join('\r\n')]
  for (let left = 1 + random.below(8); left > 0; left--) {
    const place = random.below(chars.length)
    const code = chars[place]?.codePointAt(0) ?? 0
    chars[place] = random.happens(0.5) ? String.fromCharCode(code ^ (1 << random.below(8))) : random.pick(NOISE)
  }
  return chars.join('').split('\r\n')
}

function droppedLine(lines: string[], random: Chance): string[] {
  return lines.toSpliced(random.below(lines.length), 1 + random.below(3))
}

function repeatedLine(lines: string[], random: Chance): string[] {
  const line = random.pick(lines)
  const times = random.pick([1, 2, 50])
  return lines.toSpliced(random.below(lines.length), 0, ...Array.from({ length: times }, () => line))
}

function swappedLines(lines: string[], random: Chance): string[] {
  const [a, b] = [random.below(lines.length), random.below(lines.length)]
  return lines.with(a, lines[b] ?? '').with(b, lines[a] ?? '')
}

/** A line of another calendar, or another line's value. */
function strangeLine(lines: string[], random: Chance, others: readonly string[]): string[] {
  const strange = random.pick(random.pick(others).split('\r\n'))
  const place = random.below(lines.length)
  if (random.happens(0.5)) return lines.toSpliced(place, 0, strange)
  return lines.with(place, `${lines[place]?.split(':')[0]}:${strange.split(':')[1] ?? ''}`)
}

/** In an event or in a zone: wherever a date stands. */
function newRule(lines: string[], random: Chance): string[] {
  const rule = `${random.pick(['RRULE', 'RRULE', 'RRULE', 'EXRULE'])}:${ruleBomb(random)}`
  const starts = lines.flatMap((line, at) => (line.startsWith('DTSTART') ? [at] : []))
  if (starts.length === 0) return [...lines, rule]
  const place = random.pick(starts)
  const year = random.pick(['', '', '0001', '1601', '1970', '2020', '9999'])
  const start = year === '' ? (lines[place] ?? '') : (lines[place] ?? '').replace(/:\d{4}/, `:${year}`)
  return lines.toSpliced(place, 1, start, rule)
}

const ZONES = [
  'Own',
  'Europe/Berlin',
  'America/New_York',
  'Pacific/Apia',
  'Africa/Casablanca',
  'Etc/GMT+12',
  'W. Europe Standard Time',
  'Customized Time Zone',
  '"(UTC+01:00) Nowhere, Somewhere"',
  '../../../etc/passwd',
  '__proto__',
  'constructor',
  '+9999',
  'Z'.repeat(5000),
  '(((((((((((((((((((((((((',
  '',
  'Europe/Berlin\uFFFF',
]

function newZone(lines: string[], random: Chance): string[] {
  const zone = random.pick(ZONES)
  if (random.happens(0.2)) return lines.toSpliced(1, 0, `X-WR-TIMEZONE:${zone}`)
  if (random.happens(0.2)) return lines.map((line) => line.replace(/^(TZOFFSET\w+:).*/, `$1${random.pick(OFFSETS)}`))
  return lines.map((line) =>
    line.replace(/^(DT\w+|EXDATE|RDATE|RECURRENCE-ID)[;:].*?(\d{8}T\d{6})Z?/, `$1;TZID=${zone}:$2`),
  )
}

const OFFSETS = ['+0000', '-2359', '+2359', '+9999', '', '+000001', 'NaN']

const VALUES = [
  '',
  '00010101T000000Z',
  '99991231T235959Z',
  '00000000T000000',
  '20260308T023000',
  '20260303',
  'P999999D',
  'PT999999999S',
  '-P1D',
  'P',
  'CANCELLED',
  '__proto__',
  Array.from(
    { length: 400 },
    (_, n) => `2026${n < 200 ? '03' : '04'}${String(1 + (n % 28)).padStart(2, '0')}T090000Z`,
  ).join(','),
  'x'.repeat(20_000),
  '<p>user: 2<br>'.repeat(500),
  'user: {'.repeat(300),
]

function newValue(lines: string[], random: Chance): string[] {
  const place = random.below(lines.length)
  const [name = ''] = (lines[place] ?? '').split(':')
  return lines.with(place, `${name}${random.happens(0.1) ? ';VALUE=DATE' : ''}:${random.pick(VALUES)}`)
}

function cutOff(lines: string[], random: Chance): string[] {
  if (random.happens(0.7)) return lines
  const text = lines.join('\r\n')
  return text.slice(0, random.below(text.length)).split('\r\n')
}
