/** What of a stored memory can be left out: named, counted, and taken away. */
import { NO_FORECASTS } from '../forecast/memory.ts'
import { given } from '../given.ts'
import { NO_VERDICTS } from '../verdict/memory.ts'
import type { PoolMemory } from './memory.ts'
import { hasAny, type StoredBoot, type StoredMemory } from './memory-schema.ts'

export interface Piece {
  /** Names it, across all kinds. */
  readonly id: string
  /** Of one kind the least goes first, then the least id. */
  readonly order: number
  /** What is gone with it. */
  readonly json: unknown
}

/** The memory without these pieces. */
export function without(memory: StoredMemory, gone: ReadonlySet<string>): StoredMemory {
  const left = <T>(part: string, record: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(record).filter(([key]) => !gone.has(idOf(part, key))))
  const boots = Object.entries(memory.boots).map(
    ([pool, own]) => [pool, own.filter((boot) => !gone.has(idOfBoot(pool, boot)))] as const,
  )
  const pools = Object.entries(left('pools', memory.pools)).map(
    ([name, pool]) => [name, gone.has(idOf('learned', name)) ? unlearned(pool) : pool] as const,
  )
  const { forecast, verdicts, lent, history, calendarMissingSinceMs, ...others } = memory
  return {
    ...others,
    nodes: left('nodes', memory.nodes),
    pools: Object.fromEntries(pools),
    stranding: left('stranding', memory.stranding),
    leaving: left('leaving', memory.leaving),
    windows: left('windows', memory.windows),
    boots: Object.fromEntries(boots.filter(([, own]) => own.length > 0)),
    pulling: left('pulling', memory.pulling),
    ...leftOfForecasts(forecast, left),
    ...leftOfVerdicts(verdicts, left),
    ...given({
      lent: lent && some(left('lent', lent)),
      history: history && some(left('history', history)),
      calendarMissingSinceMs,
    }),
  }
}

type Left = <T>(part: string, record: Readonly<Record<string, T>>) => Record<string, T>

function leftOfForecasts({ arrivals, halfHours, series } = NO_FORECASTS, left: Left): Pick<StoredMemory, 'forecast'> {
  const all = {
    arrivals: left('arrivals', arrivals),
    halfHours: left('halfHours', halfHours),
    series: left('series', series),
  }
  return hasAny(all) ? { forecast: all } : {}
}

function leftOfVerdicts({ lives, verdicts } = NO_VERDICTS, left: Left): Pick<StoredMemory, 'verdicts'> {
  const all = { lives: left('lives', lives), verdicts: left('verdicts', verdicts) }
  return hasAny(all) ? { verdicts: all } : {}
}

export function piecesOf<T>(
  part: string,
  record: Readonly<Record<string, T>>,
  orderOf: (one: T) => number,
  isOne: (one: T) => boolean = () => true,
): Piece[] {
  return Object.entries(record).flatMap(([key, one]) =>
    isOne(one) ? [{ id: idOf(part, key), order: orderOf(one), json: { [key]: one } }] : [],
  )
}

export const bootsOf = (
  { boots }: StoredMemory,
  those: (own: readonly StoredBoot[]) => readonly StoredBoot[],
): Piece[] =>
  Object.entries(boots).flatMap(([pool, own]) =>
    those(own).map((boot) => ({ id: idOfBoot(pool, boot), order: boot[1], json: [boot] })),
  )

const idOf = (part: string, key: string) => `${part} ${key}`
export const nameOf = ({ id }: Piece) => id.slice(id.indexOf(' ') + 1)
const idOfBoot = (pool: string, boot: StoredBoot) => idOf('boots', `${pool} ${boot.join(' ')}`)

/** undefined: there is none. */
const some = <T>(record: Record<string, T>): Record<string, T> | undefined =>
  Object.keys(record).length > 0 ? record : undefined

const unlearned = ({ seat: _, emptied: __, mostNodes: ___, filledNodes: ____, ...pool }: PoolMemory): PoolMemory => pool
