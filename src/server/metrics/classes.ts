import type { Step } from '../../domain/act/step.ts'
import { type ClassFigure, createClassBook } from '../../domain/figures/class-book.ts'
import type { NamedVerdict } from '../../domain/verdict/verdict.ts'
import type { Families } from './families.ts'

const LABELS = ['pool', 'class'] as const
type Label = (typeof LABELS)[number]

/** The classes: announced against come, and what became of each. @returns is told of each Step */
export function classMetrics(
  { shown, counter }: Families,
  latest: () => Step | undefined,
  now: () => number,
): (step: Step) => void {
  const book = createClassBook()
  const byClass = (name: string, help: string, read: (one: ClassFigure) => number | undefined) =>
    shown<Label>(`class_${name}`, help, LABELS, function* () {
      const step = latest()
      for (const one of step ? book.figures(step, now()) : []) {
        const value = read(one)
        if (value !== undefined) yield { labels: { pool: one.pool, class: one.title }, value }
      }
    })

  byClass('announced_users', "People that the class's event announces; 0: it says none.", ({ announced }) => announced)
  byClass('came_users', "The class's own people who came until now.", ({ came }) => came)
  byClass(
    'start_timestamp_seconds',
    'When a class began that has its verdict.',
    ({ verdict }) => verdict && verdict.startMs / 1000,
  )
  byClass(
    'late_users',
    "The class's own people who waited for their server for over 30 seconds; there once it has its verdict.",
    ({ verdict }) => verdict?.late,
  )
  byClass(
    'longest_wait_duration_seconds',
    'How long the longest of these waited; absent where nobody was late.',
    ({ verdict }) => (verdict && verdict.late > 0 ? verdict.longestMs / 1000 : undefined),
  )
  byClass(
    'ready_seats',
    "Seats that were there at the class's start, those that its people had taken included.",
    ({ verdict }) => verdict?.readyAtStart,
  )

  const verdicts = counter(
    'class_verdicts_total',
    'Classes by what became of their people: `nobody_late`, `late`, or `nobody_came`.',
    ['pool', 'verdict'],
  )
  const came = counter('class_users_total', 'People who came to classes that have their verdict.', ['pool'])
  const late = counter('class_late_users_total', 'Of these, those who waited for over 30 seconds.', ['pool'])
  const paid = counter(
    'warm_node_paid_seconds_total',
    'Node-seconds that classes cost: of nodes that their people were on, or that stood and booted for them.',
    ['pool'],
  )
  const used = counter('warm_node_used_seconds_total', 'Of these the seconds in which their people had the seats.', [
    'pool',
  ])
  const judged = ({ pool, cost, ...verdict }: NamedVerdict) => {
    verdicts.inc({ pool, verdict: verdictLabel(verdict) })
    came.inc({ pool }, verdict.came)
    late.inc({ pool }, verdict.late)
    paid.inc({ pool }, (cost?.paid ?? 0) * 3600)
    used.inc({ pool }, (cost?.used ?? 0) * 3600)
  }
  return ({ decision, observed }) => {
    for (const pool of observed.config.pools.keys()) for (const one of [came, late, paid, used]) one.inc({ pool }, 0)
    for (const verdict of decision.verdicts) judged(verdict)
    book.heard(decision.verdicts, now())
  }
}

const verdictLabel = ({ came, late }: Pick<NamedVerdict, 'came' | 'late'>): string => {
  if (came === 0) return 'nobody_came'
  return late === 0 ? 'nobody_late' : 'late'
}
