import { readDescription } from '../../domain/calendar/description/description.ts'
import { decide } from '../../domain/decide/decide.ts'
import { timelineOf } from '../../domain/demand/timeline.ts'
import { sayCount } from '../../domain/say.ts'
import type { Scene } from '../explain/scene.ts'
import { InputError } from '../read-input.ts'

/** What a person asks to be held; one of them. */
export interface Asked {
  readonly students?: string | undefined
  readonly nodes?: string | undefined
  readonly placeholders?: string | undefined
}

export interface Wanted {
  readonly placeholders: number
  /** How that many came about: `120 students are 5 placeholders of 28 seats`. */
  readonly said: string
}

const MOST = 10_000

/** How many placeholders hold what is asked, by the seats and nodes that the pool has. @throws InputError */
export function wantedOf(asked: Asked, pool: string, scene: Scene, atMs: number): Wanted {
  const [unit, amount] = amountOf(asked)
  if (unit === 'placeholders') return { placeholders: amount, said: sayCount(amount, 'placeholder') }
  const { perPlaceholder, emptyNode } = seatsOf(pool, scene, atMs)
  if (unit === 'nodes') {
    const each = Math.max(1, Math.floor((emptyNode ?? perPlaceholder) / perPlaceholder))
    const placeholders = amount * each
    return { placeholders, said: `${sayCount(amount, 'node')} are ${sayCount(placeholders, 'placeholder')}` }
  }
  const placeholders = Math.ceil(amount / perPlaceholder)
  const of = sayCount(perPlaceholder, 'seat')
  return { placeholders, said: `${amount} students are ${sayCount(placeholders, 'placeholder')} of ${of}` }
}

function amountOf(asked: Asked): readonly [keyof Asked, number] {
  const units = (['students', 'nodes', 'placeholders'] as const).filter((unit) => asked[unit] !== undefined)
  const [unit, ...more] = units
  if (unit === undefined || more.length > 0)
    throw new InputError('say how much: one of --students N, --nodes N and --placeholders N')
  const text = asked[unit] ?? ''
  const amount = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (amount < 1 || amount > MOST) throw new InputError(`--${unit} ${text} is no whole number from 1 to ${MOST}`)
  return [unit, amount]
}

/** As the product counts them for an event that asks for students. */
function seatsOf(pool: string, { observed, memory }: Scene, atMs: number) {
  const event = {
    uid: 'hold',
    summary: 'hold',
    description: readDescription(`${pool}: {students: 1}`),
    startMs: atMs,
    endMs: atMs + 1000,
    allDay: false,
  }
  const { pools } = decide({ ...observed, timeline: timelineOf([event], observed.config) }, memory, atMs)
  const { seats } = pools.get(pool) ?? {}
  if (!seats || seats.perPlaceholder < 1)
    throw new InputError(
      `how many seats a placeholder of \`${pool}\` has is not known: write nodePools.${pool}.seat.requests, or ask with --placeholders N`,
    )
  return seats
}
