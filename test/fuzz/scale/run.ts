import { type Chance, chance } from '../random.ts'
import { type Grammar, type Sizes, Text } from './grammar.ts'
import { GRAMMARS } from './grammars.ts'
import { type Answer, type Subject, subjectProcess } from './subject-process.ts'

export interface ScaleFindings {
  readonly runs: number
  /** How many texts of a grammar had a verdict: `calendar read`. */
  readonly verdicts: ReadonlyMap<string, number>
  readonly longestMs: number
  readonly keptBytes: number
  readonly rssMb: number
  /** Steps beyond the limit that were short when the same text was read again. */
  readonly once: number
  readonly failures: readonly ScaleFailure[]
}

export interface ScaleFailure {
  readonly run: number
  readonly what: string
  readonly grammar: string
  /** The productions that were turned up. */
  readonly sizes: string
}

export interface ScaleOptions {
  readonly runs: number
  /** Begins with this one: each run has a source of chance of its own. */
  readonly from?: number
  readonly seed: number
  /** Of this grammar alone. */
  readonly grammar?: string
  /** No step may hold the event loop longer, in ms of CPU. */
  readonly limitMs: number
  /** No more memory than this, of the whole process. */
  readonly mostRssMb: number
  /** Powers of ten that a production is multiplied by. */
  readonly decades: number
  readonly progress?: (findings: ScaleFindings) => void
}

/** Turns one to three productions of a grammar up to ten, a hundred, … a million, and watches what that costs. */
export async function scale(options: ScaleOptions): Promise<ScaleFindings> {
  const { runs, from = 0, seed, progress } = options
  const grammars = GRAMMARS.filter(({ name }) => options.grammar === undefined || options.grammar === name)
  const verdicts = new Map<string, number>()
  const found = { longestMs: 0, keptBytes: 0, rssMb: 0, once: 0 }
  const failures: ScaleFailure[] = []
  let subject = subjectProcess()
  for (let run = from; run < from + runs; run++) {
    const random = chance(seed * 1_000_003 + run)
    const grammar = random.pick(grammars)
    const { sizes, said } = turnedUp(grammar, random, options.decades)
    const fail = (what: string) => failures.push({ run, what, grammar: grammar.name, sizes: said })
    try {
      const tried = await triedOften(subject, grammar, textOf(grammar, sizes, random), options.limitMs)
      const { trial, rssMb, isOnce } = tried
      const verdict = `${grammar.name} ${trial.verdict}`
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1)
      found.longestMs = Math.max(found.longestMs, trial.longestMs)
      found.keptBytes = Math.max(found.keptBytes, trial.keptBytes)
      found.rssMb = Math.max(found.rssMb, rssMb)
      found.once += isOnce ? 1 : 0
      objectionsTo(tried, grammar, options).forEach(fail)
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error))
      await subject.end()
      subject = subjectProcess()
    }
    const done = run + 1 - from
    if (done % 100 === 0) progress?.({ runs: done, verdicts, ...found, failures })
  }
  await subject.end()
  return { runs, verdicts, ...found, failures }
}

const patient = (limitMs: number, { patience = 1 }: Grammar): number => limitMs * patience

function objectionsTo({ trial, rssMb }: Answer, grammar: Grammar, { limitMs, mostRssMb }: ScaleOptions): string[] {
  const { longestMs, keptBytes, verdict } = trial
  return [
    ...(longestMs > patient(limitMs, grammar) ? [`a step took ${longestMs.toFixed(1)} ms of CPU`] : []),
    ...(keptBytes > grammar.keptBytes ? [`${keptBytes} bytes are kept of it`] : []),
    ...(rssMb > mostRssMb ? [`the process takes ${rssMb.toFixed(0)} MB`] : []),
    ...(/fault|exit code/.test(verdict) ? [verdict] : []),
  ]
}

function turnedUp(grammar: Grammar, random: Chance, decades: number): { readonly sizes: Sizes; readonly said: string } {
  const names = Object.keys(grammar.knobs)
  const up = Array.from({ length: random.pick([1, 1, 2, 2, 3]) }, () => {
    const size = 10 ** (1 + random.below(decades)) * random.pick([1, 3, 9])
    return [random.pick(names), size] as const
  })
  return { sizes: { ...grammar.knobs, ...Object.fromEntries(up) }, said: up.map((pair) => pair.join(' ')).join(', ') }
}

function textOf(grammar: Grammar, sizes: Sizes, random: Chance): string {
  const text = new Text(grammar.mostBytes)
  const most = 0.9 * grammar.mostBytes
  const within = Object.fromEntries(Object.entries(sizes).map(([knob, size]) => [knob, Math.min(size, most)]))
  grammar.make(within, text, random)
  return text.toString()
}

/** What is the text's fault comes again; a garbage collection or a cold compiler does not. */
async function triedOften(
  subject: Subject,
  grammar: Grammar,
  text: string,
  limitMs: number,
): Promise<Answer & { readonly isOnce: boolean }> {
  const question = { grammar: grammar.name, text }
  const most = patient(limitMs, grammar)
  const first = await subject.read(question)
  if (first.trial.longestMs <= most) return { ...first, isOnce: false }
  let { longestMs } = first.trial
  for (const _ of [1, 2, 3]) longestMs = Math.min(longestMs, (await subject.read(question)).trial.longestMs)
  return { ...first, trial: { ...first.trial, longestMs }, isOnce: longestMs <= most }
}
