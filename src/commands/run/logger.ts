import pino, { type Logger } from 'pino'
import pretty from 'pino-pretty'
import { isTerminal } from '../../terminal/outlet.ts'
import { shown, shownWithin } from '../../terminal/shown.ts'

/** Fields that could carry a secret: calendar addresses and tokens are as good as passwords. */
const SECRET = [
  'url',
  'calendarUrl',
  'token',
  'authorization',
  'headers.authorization',
  '*.url',
  '*.calendarUrl',
  '*.token',
]

/** JSON lines on standard output; `--log-pretty` for a terminal. */
export function makeLogger({
  logLevel,
  logPretty,
}: {
  readonly logLevel?: string
  readonly logPretty?: boolean
}): Logger {
  const options = {
    level: logLevel ?? 'info',
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level: string) => ({ level }) },
    redact: { paths: SECRET, censor: '(secret)' },
  }
  // A line of JSON can be seen at a terminal too; and what is written out in one, the reader for people would write in again.
  return logPretty
    ? pino(
        { ...options, hooks: { streamWrite: shownTwice } },
        pretty({ colorize: isTerminal(), singleLine: true, sync: true }),
      )
    : pino({ ...options, hooks: { streamWrite: shown } })
}

const shownTwice = (line: string): string => `${JSON.stringify(shownWithin(JSON.parse(line)))}\n`
