import type { Step } from '../act/step.ts'
import { titleOf } from '../calendar/event-name.ts'
import { HOUR_MS } from '../duration.ts'
import { classesNow } from '../snapshot/waiting/classes-now.ts'
import type { NamedVerdict } from '../verdict/verdict.ts'

/** What is counted of a class while its people come, and for an hour after that. */
export interface ClassFigure {
  readonly pool: string
  /** Its title, cut; those beyond the largest are together the class `others`. */
  readonly title: string
  /** Written in its event; 0: none. */
  readonly announced: number
  /** Its own people until now. */
  readonly came: number
  /** Once all of them have come. */
  readonly verdict?: Pick<NamedVerdict, 'late' | 'longestMs' | 'readyAtStart' | 'startMs'>
}

/** Remembers verdicts for as long as they are shown. */
export interface ClassBook {
  heard(verdicts: readonly NamedVerdict[], nowMs: number): void
  /** The classes of now, each title of a pool once. */
  figures(step: Step, nowMs: number): readonly ClassFigure[]
}

/** So long after its people came a class is shown: whoever asks every few minutes has its verdict. */
const SHOWN_MS = HOUR_MS
/** So many classes are told apart: each is a handful of series, and a calendar may hold any number of them at once. */
export const MOST_CLASSES = 20
const MOST_CHARACTERS = 60
export const OTHERS = 'others'

export function createClassBook(): ClassBook {
  let kept: readonly { readonly verdict: NamedVerdict; readonly untilMs: number }[] = []
  return {
    heard(verdicts, nowMs) {
      const made = verdicts.map((verdict) => ({ verdict, untilMs: nowMs + SHOWN_MS }))
      kept = [...kept.filter(({ untilMs }) => nowMs < untilMs), ...made]
    },
    figures(step, nowMs) {
      const over = kept.filter(({ untilMs }) => nowMs < untilMs).map(({ verdict }) => ofVerdict(verdict))
      const on = classesNow(step, nowMs).map(({ pool, title, announced, came }) => ({ pool, title, announced, came }))
      const all = [...on, ...over].toSorted((a, b) => sizeOf(b) - sizeOf(a))
      const named = all.map((one, at) => ({ ...one, title: at < MOST_CLASSES ? cut(one.title) : OTHERS }))
      return [...Map.groupBy(named, ({ pool, title }) => `${pool} ${title}`).values()].map((some) =>
        some.reduce(together),
      )
    },
  }
}

const ofVerdict = ({ title, pool, announced, came, ...verdict }: NamedVerdict): ClassFigure => ({
  ...{ pool, title: titleOf({ summary: title }), announced, came },
  verdict,
})

const sizeOf = ({ announced, came }: ClassFigure): number => Math.max(announced, came)

const cut = (title: string): string =>
  title.length > MOST_CHARACTERS ? `${title.slice(0, MOST_CHARACTERS - 1).toWellFormed()}…` : title.toWellFormed()

/** Two of the same name: their people add up, and the worst of their waits counts. */
function together(a: ClassFigure, b: ClassFigure): ClassFigure {
  const verdicts = [a.verdict, b.verdict].filter((one) => one !== undefined)
  const [first, second] = verdicts
  const verdict =
    first && second
      ? {
          late: first.late + second.late,
          longestMs: Math.max(first.longestMs, second.longestMs),
          startMs: Math.max(first.startMs, second.startMs),
          ...(first.readyAtStart === undefined && second.readyAtStart === undefined
            ? {}
            : { readyAtStart: (first.readyAtStart ?? 0) + (second.readyAtStart ?? 0) }),
        }
      : first
  return {
    ...a,
    announced: a.announced + b.announced,
    came: a.came + b.came,
    ...(verdict ? { verdict } : {}),
  }
}
