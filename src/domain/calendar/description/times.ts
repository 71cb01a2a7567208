import { MINUTE_MS, parseDuration, SECOND_MS } from '../../duration.ts'
import { quote } from '../trouble.ts'
import type { Time } from './key.ts'
import { numberAt } from './number.ts'
import { folded } from './words/fold.ts'

/** A duration, or why it is none; `canonical` is how it is written. */
export type ReadTime =
  | { readonly at: 'time'; readonly value: number | 'auto'; readonly canonical: string }
  | { readonly at: 'wrong'; readonly text: string }

const UNITS: readonly (readonly [string, string])[] = [
  ['s', 's sec secs second seconds sek sekunde sekunden seconde secondes segundo segundos secondi sekund 秒 초'],
  [
    'm',
    'm min mins minute minutes minuten minuto minutos minuti minuut minuty minut minuta 分 分钟 分鐘 分間 분 минут',
  ],
  [
    'h',
    'h hr hrs hour hours std stunde stunden heure heures hora horas ora ore uur godzina godziny godzin hodina hodiny hodin 時間 小时 小時 시간',
  ],
  ['d', 'd day days tag tage tagen jour jours dia dias giorno giorni dag dagen den dni dny 日 天 일'],
  ['w', 'w week weeks woche wochen semaine semaines semana semanas'],
]
const OF_WORD = new Map(UNITS.flatMap(([unit, words]) => words.split(' ').map((word) => [folded(word), unit] as const)))
const BESIDE =
  /^(?:[\s,.;+&!]+|(?:about|circa|ca|etwa|environ|and|und|et|y|e|beforehand|earlier|early|ahead|afterwards|later|vorher|davor|danach)(?![\p{L}]))/iu
/** «before the exam». */
const BEFORE_CLASS = /^(?:before|prior|after|vor|nach|avant|apres|antes|despues|prima|dopo)(?![\p{L}])[^\d]*$/iu
/** A number of people's time is a number of minutes, mostly. */
const LEAST_MS = MINUTE_MS

/** Reads «20m», «20 minutes before», «1 h 30», «half an hour», «auto». */
export function readTime(time: Time, text: string): ReadTime {
  const plain = folded(text.replaceAll(/["'`]/g, ' '))
    .trim()
    .replace(/[.;,!]+$/, '')
  if (time === 'leadTime' && /^auto(matic|matisch|matique)?$/.test(plain))
    return { at: 'time', value: 'auto', canonical: 'auto' }
  if (/^\d+(\.\d+)?$/.test(plain)) return bareNumber(time, Number(plain))
  const known = parseDuration(plain)
  if (known !== undefined) return { at: 'time', value: known, canonical: text.trim() }
  const ms = inWords(plain)
  if (ms !== undefined) return { at: 'time', value: ms, canonical: sayPlain(ms) }
  const [, hours, minutes] = /^(\d{1,2}):([0-5]\d)$/.exec(plain) ?? []
  if (minutes !== undefined)
    return {
      at: 'wrong',
      text: `${quote(text)} is no duration: for hours and minutes \`${time}: ${Number(hours) * 60 + Number(minutes)}m\` would be right`,
    }
  const found = numberAt(plain)
  const right = found && Number.isInteger(found.value) && found.value <= 600 && /\d/.test(plain)
  const example = right ? `for minutes \`${time}: ${found.value}m\`` : `\`${time}: 20m\` for 20 minutes`
  return { at: 'wrong', text: `${quote(text)} is no duration: ${example} would be right` }
}

/** Below a minute: which was meant? */
function bareNumber(time: Time, seconds: number): ReadTime {
  const ms = Math.round(seconds * SECOND_MS)
  if (ms === 0 || ms >= LEAST_MS) return { at: 'time', value: ms, canonical: String(seconds) }
  return {
    at: 'wrong',
    text: `${seconds} would be seconds; are minutes meant? Write \`${time}: ${seconds}m\`, or \`${time}: ${seconds}s\``,
  }
}

function inWords(text: string): number | undefined {
  const half = /^(?:half an hour|half hour|eine halbe stunde|halbe stunde|une demi-heure|media hora|mezz'?ora)$/.test(
    text,
  )
  if (half) return 30 * MINUTE_MS
  let [rest, parts] = [withoutBeside(text), '']
  for (let count = 0; count < 6 && rest !== ''; count++) {
    const article = /^(?:an?|eine|une|una|um)\s+(?=\p{L})/iu.exec(rest)?.[0]
    const number = article === undefined ? numberAt(rest) : { value: 1, rest: rest.slice(article.length) }
    const unit = /^\s?-?\s?(\p{L}+)/u.exec(number?.rest ?? '')
    const known = OF_WORD.get(unit?.[1] ?? '') ?? (parts.endsWith('h') && number?.rest === '' ? 'm' : undefined)
    if (number === undefined || known === undefined) return undefined
    parts += `${number.value}${known}`
    rest = withoutBeside(number.rest.slice(unit?.[0].length ?? 0)).replace(BEFORE_CLASS, '')
  }
  return parseDuration(parts)
}

function withoutBeside(text: string): string {
  let rest = text
  for (;;) {
    const beside = BESIDE.exec(rest)?.[0]
    if (beside === undefined) return rest
    rest = rest.slice(beside.length)
  }
}

/** Exactly, in the largest unit that is whole. */
function sayPlain(ms: number): string {
  if (ms % MINUTE_MS === 0) return `${ms / MINUTE_MS}m`
  return ms % SECOND_MS === 0 ? `${ms / SECOND_MS}s` : `${ms}ms`
}
