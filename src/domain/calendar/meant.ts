import { isNearPool, sayNoPool } from '../say.ts'
import { ANY_POOL, type Ask, UNITS, type Unit } from './ask.ts'
import type { Description, Perhaps, TitleAsk } from './occurrence.ts'
import { type PoolNamed, poolNamed } from './pool-named.ts'
import { isWrittenAs, written } from './say-ask.ts'
import { quote } from './trouble.ts'

/** What a description asks for, once it is known which pools there are. */
export interface Meant {
  /** By the pool's name, `ANY_POOL` for what names none. */
  readonly asks: ReadonlyMap<string, Ask>
  readonly problems: readonly string[]
  readonly remarks: readonly string[]
}

/**
 * Reads a description in the light of the pools: their names count in any case (unless two differ by case alone), lines
 * that begin with one count or are told, and those that only look so are prose.
 * @param pools undefined: nobody knows them, and what is written as an entry is taken for one
 */
export function meantBy(
  description: Description,
  pools?: ReadonlySet<string>,
  unknown: UnknownPools = unknownPools(pools ?? new Set()),
): Meant {
  const meant = new Gathering()
  for (const [name, ask] of description.asks) addNamed({ name, ask, pools, unknown }, meant)
  for (const one of description.perhaps ?? []) addPerhaps(one, { pools, unknown }, meant)
  if (description.title && meant.asks.size === 0) addTitle(description.title, pools, meant)
  return meant
}

/** «CS 10 (lab: 30 students)» may name the pool too. */
function addTitle({ ask, pool = ANY_POOL }: TitleAsk, pools: ReadonlySet<string> | undefined, meant: Gathering): void {
  const named = poolNamed(pool, pools ?? NO_POOLS)
  const name = named.at === 'pool' ? named.name : ANY_POOL
  meant.add(name, ask)
  meant.remarks.push(`its title is read as \`${written(name, ask)}\`, since the description asks for nothing`)
}

const NO_POOLS: ReadonlySet<string> = new Set()

/** What to say of names that no pool has; whoever reads many descriptions remembers it. */
export interface UnknownPools {
  readonly say: (name: string) => string
  readonly isNear: (name: string) => boolean
}

const unknownPools = (pools: ReadonlySet<string>): UnknownPools => ({
  say: (name) => sayNoPool(name, pools),
  isNear: (name) => isNearPool(name, pools),
})

interface Known {
  readonly pools: ReadonlySet<string> | undefined
  readonly unknown: UnknownPools
}

class Gathering implements Meant {
  readonly asks = new Map<string, Ask>()
  readonly problems: string[] = []
  readonly remarks: string[] = []

  /** Of two asks of one pool the larger counts. */
  add(pool: string, ask: Ask): void {
    this.asks.set(pool, larger(this.asks.get(pool), ask))
  }
}

/** Unit by unit the larger of two. */
export function larger(before: Ask = {}, ask: Ask = {}): Ask {
  const both: Partial<Record<Unit, number>> = { ...before }
  for (const unit of UNITS) {
    const amount = ask[unit]
    if (amount !== undefined) both[unit] = Math.max(amount, before[unit] ?? amount)
  }
  return both
}

function addNamed(
  { name, ask, pools, unknown }: Known & { readonly name: string; readonly ask: Ask },
  meant: Gathering,
): void {
  const named = name === ANY_POOL || !pools ? { at: 'pool' as const, name } : poolNamed(name, pools)
  if (named.at === 'none') meant.problems.push(`${unknown.say(name)}${unknown.isNear(name) ? '' : perhapsPeople(ask)}`)
  else if (named.at === 'several') meant.problems.push(sayWhich(name, named.names))
  else {
    meant.add(named.name, ask)
    if (named.name !== name) meant.remarks.push(`${quote(written(name, ask))}: read as \`${written(named.name, ask)}\``)
  }
}

/** «TN: 350», «freshmen: 350»: a word that no pool resembles may say who come. */
const perhapsPeople = ({ integer }: Ask): string =>
  integer === undefined || integer === 0
    ? ''
    : `; if so many people come, \`${written(ANY_POOL, { students: integer })}\` would be right`

const sayWhich = (name: string, names: readonly string[]): string =>
  `\`${name}\` may be ${names.map((one) => `\`${one}\``).join(' or ')}: write it as the pool is written`

/** Of an entry its word is a pool, unless it means something else as well. */
const assumed = ({ pool, isEntry, otherwise: { ask, problem } = {} }: Perhaps): PoolNamed =>
  isEntry && ask === undefined && problem === undefined ? { at: 'pool', name: pool } : { at: 'none' }

function addPerhaps(one: Perhaps, { pools, unknown }: Known, meant: Gathering): void {
  const named = pools ? poolNamed(one.pool, pools) : assumed(one)
  const saying = (text: string) => `${quote(one.line)}: ${text}`
  if (named.at === 'several') {
    if (one.isEntry) meant.problems.push(sayWhich(one.pool, named.names))
    return
  }
  if (
    named.at === 'none' &&
    one.isEntry &&
    one.otherwise?.ask === undefined &&
    one.otherwise?.problem === undefined &&
    unknown.isNear(one.pool)
  ) {
    meant.problems.push(saying(unknown.say(one.pool)))
    return
  }
  const [ask, is] = named.at === 'pool' ? [one.ask, one] : [one.otherwise?.ask, one.otherwise]
  if (is?.problem !== undefined) meant.problems.push(saying(is.problem))
  if (is?.remark !== undefined) meant.remarks.push(saying(is.remark))
  if (ask === undefined) return
  const pool = named.at === 'pool' ? named.name : ANY_POOL
  meant.add(pool, ask)
  if (!isWrittenAs(one.line, written(pool, ask))) meant.remarks.push(saying(`read as \`${written(pool, ask)}\``))
}
