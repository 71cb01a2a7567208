import { LONG_WAIT_MS, sayWait } from '../../domain/duration.ts'
import type { Played } from '../../simulation/played.ts'
import { hoursMore, sayHours } from '../../simulation/report/numbers.ts'
import { sayWith } from '../../simulation/report/words.ts'
import { sayTable } from '../../terminal/table.ts'
import { wrap } from './words.ts'

/** What it was good for and what it cost: a sentence beside the old rule, or whatever there is, and a line for each. */
export function summary(ours: Played, others: readonly Played[], columns: number): string {
  const beside = others.find(({ policy }) => policy.at === 'polling') ?? others[0]
  const heads = ['', 'waited > 30 s', 'longest wait', 'node-hours', 'Warmseats pays']
  const rows = [ours, ...others].map((one) => [
    one.name,
    `${one.waits.beyond} of ${one.waits.people}`,
    sayWait(one.waits.maxMs),
    sayHours(one.nodeHours.paid),
    ...(one === ours ? [] : [sayDifference(ours, one)]),
  ])
  return [...(beside ? [...wrap(sentence(ours, beside), columns, ''), ''] : []), sayTable(heads, rows)].join('\n')
}

const sentence = (ours: Played, other: Played): string =>
  `${other.waits.beyond} people waited more than ${LONG_WAIT_MS / 1000} s ${sayWith(other)}, ` +
  `${ours.waits.beyond} with Warmseats, ${sayDifference(ours, other)} node-hours.`

/** What ours cost more or less than the other. */
function sayDifference(ours: Played, other: Played): string {
  const extra = hoursMore(ours.nodeHours.paid, other.nodeHours.paid)
  return `${extra < 0 ? '−' : '+'}${sayHours(Math.abs(extra))}`
}
