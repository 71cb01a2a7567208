import { SECOND_MS, sayDuration } from '../../domain/duration.ts'
import { sayInstant } from '../../domain/instant.ts'
import { ConnectionError } from '../../kubernetes/connection-error.ts'
import type { Paint } from '../../terminal/paint.ts'
import { shown } from '../../terminal/shown.ts'
import { atCluster } from '../cluster/ask.ts'
import { InputError } from '../read-input.ts'
import { askStatus, findAsked, type Told } from './ask.ts'
import { sayStatus } from './said.ts'
import type { Screen } from './screen.ts'
import type { StatusOptions } from './status.ts'
import { type Asked, CannotTell } from './why-not.ts'

export interface WatchDeps {
  readonly screen: Screen
  readonly paint: Paint
  /** Epoch ms. */
  readonly now: () => number
  /** Between two questions. Resolves early when it is to end. */
  readonly pause: () => Promise<unknown>
  readonly stop: AbortSignal
}

/** What is known while one watches. */
interface Watched {
  readonly asked: Asked | undefined
  /** Since when nothing can be told; undefined: it can. */
  readonly awaySinceMs: number | undefined
  readonly leader: string | undefined
  /** What happened between two answers. */
  readonly news: string | undefined
}

/**
 * Shows the status again at each change, until it is stopped. Who cannot be asked for a while is asked on, and that is said.
 * @throws InputError, ConnectionError where nothing can be told from the beginning, and that would not pass by itself
 */
export const watchStatus = (options: StatusOptions, deps: WatchDeps): Promise<void> =>
  atCluster(options, async (place) => {
    let watched: Watched = { asked: undefined, awaySinceMs: undefined, leader: undefined, news: undefined }
    let isFirst = true
    while (!deps.stop.aborted) {
      try {
        const asked = watched.asked ?? (await findAsked(place, options.state))
        const told = await askStatus(place, asked, deps.now())
        watched = after(watched, asked, told, deps.now())
        show(told, watched, options, deps)
      } catch (error) {
        if (!isSaid(error) || (isFirst && !isPassing(error))) throw error
        const awaySinceMs = watched.awaySinceMs ?? deps.now()
        watched = { ...watched, asked: undefined, awaySinceMs }
        showAway(shown(error.message), options, deps)
      }
      isFirst = false
      await deps.pause()
    }
  })

const isSaid = (error: unknown): error is InputError | ConnectionError =>
  error instanceof InputError || error instanceof ConnectionError

const isPassing = (error: unknown): boolean => error instanceof CannotTell && error.isPassing

function after(before: Watched, asked: Asked, { shown: { leader, release } }: Told, nowMs: number): Watched {
  const { awaySinceMs } = before
  const news =
    awaySinceMs !== undefined
      ? `It answers again, after ${sayDuration(Math.max(SECOND_MS, nowMs - awaySinceMs))} (${release.identity})`
      : before.leader !== undefined && leader !== before.leader
        ? `${leader ?? 'Nobody'} leads now, before it was ${before.leader}`
        : before.news
  return { asked, awaySinceMs: undefined, leader, news }
}

function show({ shown, json }: Told, { news }: Watched, { output }: StatusOptions, { screen, paint }: WatchDeps): void {
  const { body, foot } = sayStatus(shown, paint)
  const said = news === undefined ? body : `${news}\n\n${body}`
  if (output === 'json') screen.show(said, JSON.stringify(JSON.parse(json)))
  else screen.show(said, `${said}\n\n${foot}`)
}

/** Nothing is made up for programs: they are told that there is none. */
function showAway(because: string, { output }: StatusOptions, { screen, paint, now }: WatchDeps): void {
  if (output === 'json') screen.show(because, JSON.stringify({ at: sayInstant(now()), unknown: because }))
  else screen.show(because, `${paint(['yellow'], '● No answer')}: ${because}\n\nAsked on; Ctrl-C ends it`)
}
