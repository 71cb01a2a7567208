import type { FastifyPluginAsync } from 'fastify'
import type { Step } from '../../domain/act/step.ts'
import type { Answer } from '../../domain/answers/answer.ts'
import { answersOf } from '../../domain/answers/answers.ts'
import { type CalendarPart, calendarMerger } from '../../domain/calendar/merge-calendars.ts'
import type { RuntimeEvent } from '../../domain/runtime-event.ts'
import { feedRoutes } from '../../server/feed/routes.ts'
import { tokenIn } from '../../server/feed/token.ts'

export interface RunFeedDeps {
  /** The file with its token; undefined: there is no feed. */
  readonly feedToken?: string | undefined
  readonly namespace: string
  readonly latest: () => Step | undefined
  readonly calendars: () => readonly CalendarPart[]
  readonly dryRun: () => boolean
  readonly tell: { readonly runtime: (event: RuntimeEvent) => void }
  /** Epoch ms. */
  readonly now: () => number
}

/** However many read it, and however often, it is made once a second. */
const FRESH_MS = 1000

/** The feed at work; undefined where nobody gave it a token. */
export function runFeed(deps: RunFeedDeps): FastifyPluginAsync | undefined {
  const { feedToken: path, namespace, latest, calendars, dryRun, tell, now } = deps
  if (path === undefined) return undefined
  const merged = calendarMerger()
  let made: { readonly answers: readonly Answer[]; readonly atMs: number } | undefined

  const answers = (): readonly Answer[] | undefined => {
    const step = latest()
    const { reading } = merged(calendars())
    const health = step?.observed.calendar
    // Classes that are not known yet would go from people's calendars, and come again.
    if (!step || !health || health.at === 'loading' || isUnread(health)) return undefined
    const nowMs = now()
    if (!made || Math.abs(nowMs - made.atMs) >= FRESH_MS) {
      const { decision, observed } = step
      const told = answersOf({ reading, health, config: observed.config, decision, dryRun: dryRun(), nowMs })
      made = { answers: told, atMs: nowMs }
    }
    return made.answers
  }
  const token = tokenIn({ path, onClosed: (because) => tell.runtime({ type: 'feed closed', because }) })
  return feedRoutes({ token, answers, namespace, now })
}

const isUnread = (health: Step['observed']['calendar']): boolean =>
  health.at === 'failing' && health.lastGoodMs === undefined
