import { type Problem, problem } from '../../problem.ts'
import { larger, type Resources } from '../../scheduling/resources.ts'
import { ANY_POOL, type Ask, type GivenLead, TIMES, UNITS, type Unit } from '../ask.ts'
import type { ClassSaid, Description, Perhaps } from '../occurrence.ts'
import { example, isWrittenAs, written } from '../say-ask.ts'
import { MOST } from '../text/budget.ts'
import { quote } from '../trouble.ts'
import { MOST_ASKED } from './fitting.ts'
import type { Time } from './key.ts'
import { readSeat } from './seat.ts'
import { readTime } from './times.ts'

/** What the lines of one description ask together, what is wrong with them, and what is said of them, each once. */
export class Gathered {
  readonly #asks = new Map<string, Ask>()
  readonly #times: { leadTimeMs?: GivenLead; trailTimeMs?: number } = {}
  readonly #problems = new Map<string, Problem>()
  readonly #remarks = new Map<string, Problem>()
  readonly #perhaps = new Map<string, Perhaps>()
  /** Of what names none: by name the line that says so. */
  readonly #pools = new Map<string, string>()
  readonly #seats = new Map<string, Resources>()
  readonly #classes = new Map<string, ClassSaid>()
  /** About the description as a whole. */
  readonly #sums = new Set<string>()
  #more = 0

  /** @param key what it is about @param line as it is written */
  report(key: string, what: string, line?: string): void {
    const text = line === undefined || line === key ? what : `${quote(line)}: ${what}`
    const known = `${key} ${text}`
    if (this.#problems.has(known)) return
    if (this.#problems.size < MOST.problemsOfDescription)
      this.#problems.set(known, problem(key === line ? 'description' : `description, \`${key}\``, text))
    else this.#more++
  }

  remark(line: string, what: string): void {
    const text = `${quote(line)}: ${what}`
    if (this.#remarks.size < MOST.remarksOfDescription) this.#remarks.set(text, problem('description', text))
  }

  /** Not all of the description was read. */
  cut(): void {
    this.#sums.add(CUT)
  }

  /** A number and nothing else: alone in a description it was meant to count. */
  loneNumber(value: number, isAlone: boolean): void {
    const what = `a number alone may be anything: ${example(ANY_POOL, 'students', value <= MOST_ASKED.students ? value : 'N')} would be right where so many people come`
    if (isAlone) this.report(String(value), what)
    else this.remark(String(value), what)
  }

  /** Of two asks of one pool the larger counts. @param line as it is written */
  ask(pool: string, ask: Ask, line: string): void {
    if (this.#asks.size >= MOST.pools && !this.#asks.has(pool)) {
      this.#sums.add(TOO_MANY_POOLS)
      return
    }
    const before = this.#asks.get(pool) ?? {}
    const both: Partial<Record<Unit, number>> = { ...before }
    for (const unit of UNITS) {
      const [known, now] = [before[unit], ask[unit]]
      if (now === undefined) continue
      if (known !== undefined && known !== now)
        this.report(
          pool || unit,
          `it is there twice, with ${known} and ${now}: the larger counts. One line a pool would be right`,
        )
      both[unit] = Math.max(now, known ?? now)
    }
    this.#asks.set(pool, both)
    if (!isWrittenAs(line, written(pool, ask))) this.remark(line, `read as \`${written(pool, ask)}\``)
  }

  /** Of two seats of one pool the larger counts, amount by amount. @param written what stands behind `seat:` */
  seat(pool: string, written: string | undefined): void {
    if (written === undefined) return
    const read = readSeat(written)
    if (read.at === 'wrong') this.report('seat', read.text, `seat: ${written}`)
    else if (this.#seats.size < MOST.pools) this.#seats.set(pool, larger(this.#seats.get(pool) ?? {}, read.seat))
  }

  /** «pool: lab». */
  ofPool(pool: string, line: string): void {
    this.#pools.set(pool, line)
  }

  perhaps(perhaps: Perhaps): void {
    const most = perhaps.ask === undefined && !perhaps.isEntry ? MOST.remarksOfDescription : MOST.pools
    if (this.#perhaps.size < most) this.#perhaps.set(perhaps.line, perhaps)
    else if (perhaps.isEntry && !this.#perhaps.has(perhaps.line)) this.#more++
  }

  /** More than a few are prose. */
  ofClass({ name, line, isPlain }: ClassSaid): void {
    if (this.#classes.size < MOST_CLASSES && !this.#classes.has(name)) this.#classes.set(name, { name, line, isPlain })
  }

  /** Those that stand among a pool's units. */
  times(written: Readonly<Record<string, string>> = {}): void {
    const { class: name } = written
    if (name !== undefined) this.ofClass({ name, line: quote(`class: ${name}`), isPlain: true })
    for (const one of TIMES) if (one in written) this.time(one, written[one] ?? '', `${one}: ${written[one]}`)
  }

  /** Of several times the longest counts; one that somebody wrote goes before one that is learned. */
  time(time: Time, text: string, line: string): void {
    const read = readTime(time, text)
    if (read.at === 'wrong') {
      if (/\d/.test(text) || line.startsWith(time)) this.report(time, read.text)
      else this.remark(line, read.text)
      return
    }
    const known = this.#times[`${time}Ms`]
    if (read.value === 'auto') this.#times.leadTimeMs = known ?? 'auto'
    else this.#times[`${time}Ms`] = typeof known === 'number' ? Math.max(read.value, known) : read.value
    if (!isWrittenAs(line, `${time}: ${read.canonical}`)) this.remark(line, `read as \`${time}: ${read.canonical}\``)
  }

  get all(): Description {
    const more = this.#more > 0 ? [`and ${this.#more} more lines that cannot be read`] : []
    const ofOne = this.#ofOnePool()
    const [asks, perhaps] = [withoutAny(this.#asks, ofOne), [...this.#perhaps.values(), ...ofOne]]
    const sums = [...more, ...this.#sums].map((text) => problem('description', text))
    return {
      asks,
      ...this.#times,
      ...(this.#classes.size > 0 && { classes: [...this.#classes.values()] }),
      ...(this.#seats.size > 0 && { seats: this.#seats }),
      problems: [...this.#problems.values(), ...sums],
      ...(this.#remarks.size > 0 && { remarks: [...this.#remarks.values()] }),
      ...(perhaps.length > 0 && { perhaps }),
    }
  }

  /** What names no pool, where a line of its own names one: if there is such a pool. */
  #ofOnePool(): Perhaps[] {
    const ask = this.#asks.get(ANY_POOL)
    const [[pool] = ['']] = this.#pools
    if (ask === undefined || this.#pools.size !== 1)
      return [...this.#pools].map(([own, line]) => ({ pool: own, line, isEntry: false, remark: inPool(own) }))
    const remark = `none is called \`${pool}\`, so it is of no pool in particular`
    return [{ pool, line: written(ANY_POOL, ask), isEntry: false, ask, otherwise: { ask, remark } }]
  }
}

const withoutAny = (asks: ReadonlyMap<string, Ask>, moved: readonly Perhaps[]): ReadonlyMap<string, Ask> =>
  moved.some(({ ask }) => ask !== undefined) ? new Map([...asks].filter(([pool]) => pool !== ANY_POOL)) : asks

const inPool = (pool: string): string =>
  `it is not counted; if people come there, ${example(pool, 'students', 'N')}, with the number for N, would be right`

const MOST_CLASSES = 4

const CUT =
  `only its first ${MOST.description} characters and ${MOST.descriptionLines} lines are read: ` +
  'write what the hub shall read at its beginning'

const TOO_MANY_POOLS = `it asks more than ${MOST.pools} pools; the first ${MOST.pools} count`
