import pino, { type Logger } from 'pino'
import pretty from 'pino-pretty'

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
  return logPretty
    ? pino(options, pretty({ colorize: process.stdout.isTTY, singleLine: true, sync: true }))
    : pino(options)
}
