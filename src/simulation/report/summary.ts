import { LONG_WAIT_MS } from '../../domain/duration.ts'
import { html, type Markup } from '../../markup/markup.ts'
import type { Played } from '../played.ts'
import type { Rehearsal } from '../scenario/read.ts'
import { costOfPlayed, pricedPools, sayMoney } from './money.ts'
import { hoursMore, sayHours } from './numbers.ts'
import { sayWith } from './words.ts'

/** The answer in a few sentences, for who reads nothing else: who waited, in which classes, what it cost. */
export function summaryOf(outcomes: readonly Played[], rehearsal: Rehearsal): Markup {
  const [first, ...others] = outcomes
  if (!first) return html``
  const { beyond, people } = first.waits
  const count = html`<b class="${beyond > 0 ? 'bad' : 'good'}">${beyond} of ${people} ${people === 1 ? 'person' : 'people'}</b>`
  const compared = others.map((other) => `${sayWith(other)} ${other.waits.beyond}`)
  const said = compared.length > 0 ? `; ${compared.join(', ')}` : ''
  return html`With Warmseats ${count} waited longer than ${LONG_WAIT_MS / 1000} seconds${said}.${[
    sayClasses(first),
    sayHoursPaid(first, others),
    sayCosts(first, others, rehearsal),
  ]
    .filter((sentence) => sentence !== undefined)
    .map((sentence) => ` ${sentence}`)}`
}

/** Nothing where no class has a verdict. */
function sayClasses({ verdicts, waits: { beyond } }: Played): string | undefined {
  const all = verdicts.length
  if (all === 0) return undefined
  const waited = verdicts.filter(({ late }) => late > 0)
  const classes = all === 1 ? 'its class' : `its ${all} classes`
  if (waited.length > 0) {
    const late = waited.reduce((sum, one) => sum + one.late, 0)
    const where = all === 1 ? classes : `${waited.length} of ${classes}`
    return `Of the ${beyond} with Warmseats ${late >= beyond ? 'all' : late} came to ${where}.`
  }
  const outside = `${beyond === 1 ? 'who did' : `all ${beyond}`} came outside of ${all === 1 ? 'it' : 'them'}`
  return `In ${classes} nobody waited${beyond > 0 ? `: ${outside}` : ''}.`
}

function sayHoursPaid({ nodeHours }: Played, others: readonly Played[]): string {
  const costs = others.map((other) => {
    const extra = hoursMore(nodeHours.paid, other.nodeHours.paid)
    if (extra === 0) return `as many as ${sayWith(other)}`
    return `${sayHours(Math.abs(extra))} ${extra < 0 ? 'fewer' : 'more'} than ${sayWith(other)}`
  })
  return `It paid ${sayHours(nodeHours.paid)} node-hours${costs.length > 0 ? `: ${costs.join(', ')}` : ''}.`
}

function sayCosts(first: Played, others: readonly Played[], rehearsal: Rehearsal): string | undefined {
  const own = costOfPlayed(first, rehearsal)
  if (own === undefined) return undefined
  const priced = pricedPools(rehearsal)
  const of =
    priced.length < rehearsal.scenario.pools.length ? ` for ${priced.join(' and ')}, whose nodes have a price` : ''
  const compared = others.map((other) => `${sayWith(other)} ${sayMoney(costOfPlayed(other, rehearsal) ?? 0)}`)
  return `In money that is ${sayMoney(own)}${of}${compared.length > 0 ? `; ${compared.join(', ')}` : ''}.`
}
