import { parseDuration } from '../../duration.ts'
import { type Problem, problem } from '../../problem.ts'
import { type Ask, type GivenLead, type TIMES, UNITS, type Unit } from '../ask.ts'
import type { Description } from '../occurrence.ts'
import { MOST } from '../text/budget.ts'
import { quote, short } from '../trouble.ts'

export type Time = (typeof TIMES)[number]

/** What the lines of one description ask together, and what is wrong with them, each once. */
export class Gathered {
  readonly #asks = new Map<string, Ask>()
  readonly #times: { leadTimeMs?: GivenLead; trailTimeMs?: number } = {}
  readonly #problems = new Map<string, Problem>()
  /** About the description as a whole. */
  readonly #sums = new Set<string>()
  #more = 0

  /** @param key as it is written */
  report(key: string, what: string): void {
    const known = `${key} ${what}`
    if (this.#problems.has(known)) return
    if (this.#problems.size < MOST.problemsOfDescription)
      this.#problems.set(known, problem(`description, \`${key}\``, what))
    else this.#more++
  }

  /** Not all of the description was read. */
  cut(): void {
    this.#sums.add(CUT)
  }

  /** Of two asks of one pool the larger counts. */
  ask(key: string, pool: string, ask: Ask): void {
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
          key,
          `it is there twice, with ${known} and ${now}: the larger counts. One line a pool would be right`,
        )
      both[unit] = Math.max(now, known ?? 0)
    }
    this.#asks.set(pool, both)
  }

  /** Of several times the longest counts; one that somebody wrote goes before one that is learned. */
  time(time: Time, key: string, written: string): void {
    if (key !== time) {
      this.report(key, `did you mean \`${time}: ${short(written)}\`?`)
      return
    }
    const text = written.replaceAll(/^["']|["']$/g, '')
    const known = this.#times[`${time}Ms`]
    const ms = parseDuration(text)
    if (ms !== undefined) this.#times[`${time}Ms`] = typeof known === 'number' ? Math.max(ms, known) : ms
    else if (time === 'leadTime' && text === 'auto') this.#times.leadTimeMs = known ?? 'auto'
    else this.report(key, `${quote(written)} is no duration: \`${time}: 20m\` would be right`)
  }

  get all(): Description {
    const more = this.#more > 0 ? [`and ${this.#more} more lines that cannot be read`] : []
    const sums = [...more, ...this.#sums].map((text) => problem('description', text))
    const problems = [...this.#problems.values(), ...sums]
    return { asks: this.#asks, ...this.#times, problems }
  }
}

const CUT =
  `only its first ${MOST.description} characters and ${MOST.descriptionLines} lines are read: ` +
  'write what the hub shall read at its beginning'

const TOO_MANY_POOLS = `it asks more than ${MOST.pools} pools; the first ${MOST.pools} count`
