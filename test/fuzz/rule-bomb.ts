import type { Chance } from './random.ts'

/** Recurrence rules by RFC 5545's grammar, most of them legal, many absurd: dense, sparse, never, endless, huge. */
export function ruleBomb(random: Chance): string {
  const { pick, below, some, happens } = random
  const numbers = (low: number, high: number) => Array.from({ length: high - low + 1 }, (_, n) => low + n)
  const signed = (high: number) => [...numbers(1, high), ...numbers(1, high).map((n) => -n)]
  const size = () => pick([1, 1, 2, 3, 8, 400])
  const freq = pick(['SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY', 'YEARLY'])
  const parts = [`FREQ=${freq}`]
  const put = (share: number, part: () => string) => {
    if (happens(share)) parts.push(part())
  }
  put(0.4, () => `INTERVAL=${pick([0, 1, 2, 3, 4, 7, 13, 60, 300, 301, 1440, 86_399, 999_999, 999_999_999])}`)
  put(0.4, () => `COUNT=${pick([0, 1, 2, 10, 100, 1000, 5000, 30_000, 70_000, 1e6, 1e9, 999_999_999_999])}`)
  put(0.15, () => `UNTIL=${pick(['20260320', '20260310T090000Z', '19000101', '99991231T235959Z', '20260308T023000'])}`)
  put(0.25, () => `BYMONTH=${some(numbers(1, 12), size())}`)
  put(0.1, () => `BYWEEKNO=${some(signed(53), size())}`)
  put(0.1, () => `BYYEARDAY=${some(signed(366), size())}`)
  put(0.25, () => `BYMONTHDAY=${some(signed(31), size())}`)
  put(0.4, () => `BYDAY=${byDay(random, size())}`)
  put(0.3, () => `BYHOUR=${some(numbers(0, 23), size())}`)
  put(0.2, () => `BYMINUTE=${some(numbers(0, 59), size())}`)
  put(0.1, () => `BYSECOND=${some(numbers(0, 60), size())}`)
  put(0.25, () => `BYSETPOS=${some(signed(pick([3, 20, 366])), size())}`)
  put(0.1, () => `WKST=${pick(DAYS)}`)
  put(0.03, () => `RSCALE=${pick(['GREGORIAN', 'HEBREW', 'CHINESE', 'ETHIOPIC'])};SKIP=${pick(['OMIT', 'FORWARD'])}`)
  put(0.03, () => pick(['', 'X-NAME=1', 'FREQ=DAILY', 'BYEASTER=0', '=', 'BYDAY=', 'COUNT=-1', `BYHOUR=${below(100)}`]))
  return parts.join(';')
}

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

function byDay({ pick, some, happens }: Chance, size: number): string[] {
  const ordinal = happens(0.3)
  return some(DAYS, size).map((day) => (ordinal ? `${pick([1, 2, 3, 4, 5, -1, -2, 20, 53, -53])}${day}` : day))
}
