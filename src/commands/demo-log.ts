import pino, { type Logger } from 'pino'
import { sayInstant } from '../domain/instant.ts'
import { clockTime } from './demo-words.ts'

/** A logger as `run` has one, on the demo's clock, whose lines are told one by one as people read them. */
export function demoLog(nowMs: () => number, tell: (line: string) => void): Logger {
  const options = {
    level: 'info',
    base: null,
    timestamp: () => `,"time":"${sayInstant(nowMs())}"`,
    formatters: { level: (level: string) => ({ level }) },
  }
  return pino(options, { write: (json: string) => tell(readable(JSON.parse(json))) })
}

type Fields = Readonly<Record<string, unknown>>

/** `08:50:00  placeholders scaled  user 0 → 3: "Midterm" asks 4 placeholders; node user-1 already has room` */
function readable({ time, level, msg, pool, from, to, because, ...others }: Fields): string {
  const counts = to === undefined ? [] : [`${from === undefined ? '' : `${from} → `}${to}`]
  const what = [...(pool === undefined ? [] : [String(pool)]), ...counts].join(' ')
  const why = [...(because === undefined ? [] : [because]), ...Object.values(others).map(say)].join('; ')
  const text = [what, why].filter(Boolean).join(': ')
  const alarm = level === 'info' ? '' : `${String(level).toUpperCase()} `
  return [clockTime(Date.parse(String(time)), true), `${alarm}${msg}`, text].filter(Boolean).join('  ')
}

const say = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
