import { parseDuration } from '../../duration.ts'
import { type Problem, problem } from '../../problem.ts'
import { type Ask, type GivenLead, UNITS, type Unit } from '../ask.ts'
import type { Description } from '../occurrence.ts'

/** The words of a description that are no pool. */
export const TIMES = ['leadTime', 'trailTime'] as const
export type Time = (typeof TIMES)[number]

const MAX_PROBLEMS = 20

/** What the lines of one description ask together, and what is wrong with them, each once. */
export class Gathered {
  readonly #asks = new Map<string, Ask>()
  readonly #times: { leadTimeMs?: GivenLead; trailTimeMs?: number } = {}
  readonly #problems = new Map<string, Problem>()

  /** @param key as it is written */
  report(key: string, what: string): void {
    if (this.#problems.size >= MAX_PROBLEMS) return
    this.#problems.set(`${key} ${what}`, problem(`description, \`${key}\``, what))
  }

  /** Of two asks of one pool the larger counts. */
  ask(key: string, pool: string, ask: Ask): void {
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
      this.report(key, `did you mean \`${time}: ${written}\`?`)
      return
    }
    const text = written.replaceAll(/^["']|["']$/g, '')
    const known = this.#times[`${time}Ms`]
    const ms = parseDuration(text)
    if (ms !== undefined) this.#times[`${time}Ms`] = typeof known === 'number' ? Math.max(ms, known) : ms
    else if (time === 'leadTime' && text === 'auto') this.#times.leadTimeMs = known ?? 'auto'
    else this.report(key, `«${written}» is no duration: \`${time}: 20m\` would be right`)
  }

  get all(): Description {
    return { asks: this.#asks, ...this.#times, problems: [...this.#problems.values()] }
  }
}
