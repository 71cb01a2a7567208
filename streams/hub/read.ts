import { asyncScheduler, EMPTY, expand, last, map, type Observable, type SchedulerLike } from 'rxjs'
import { type Server, serversOf, usersPage } from '../../src/domain/hub/read-users.ts'
import type { HubServers } from '../../src/domain/hub/view.ts'
import { type Failed, failed } from '../calendar/fetched.ts'
import { getJson, type Question } from './get.ts'

/** What one reading of a hub gave. */
export type HubRead =
  | {
      readonly at: 'read'
      readonly servers: HubServers
      readonly version?: string
      /** So long it is left alone: nine tenths of its time are its users'. */
      readonly restMs: number
    }
  | Failed

/** JupyterHub gives no more at once, unless it is told to. */
const PAGE = 200
/** 20,000 people with servers: more than any hub was seen with. */
const MOST_PAGES = 100
const REST = 9

/** So far one reading is: between two pages, or at its end. */
type Turn =
  | {
      readonly at: 'page'
      readonly offset: number
      readonly pages: number
      readonly all: readonly Server[]
      readonly version?: string
      readonly isLast: boolean
    }
  | Failed

/** All servers of a hub, page by page. It emits once and never errors. @param where the hub, without `/hub/api` */
export function readHub({ url, ...rest }: Question, scheduler: SchedulerLike = asyncScheduler): Observable<HubRead> {
  const startMs = scheduler.now()
  const ask = (offset: number, all: readonly Server[], pages: number): Observable<Turn> =>
    getJson({ ...rest, url: `${url}/hub/api/users?state=active&offset=${offset}&limit=${PAGE}` }, scheduler).pipe(
      map((got): Turn => {
        if (got.at === 'failed') return got
        const page = usersPage(got.value)
        if ('wrong' in page) return failed(page.wrong)
        const next = page.nextOffset ?? 0
        const isLast = next <= offset
        if (!isLast && pages >= MOST_PAGES) return failed(`more than ${PAGE * MOST_PAGES} of its users have servers`)
        const { version } = got
        const read = { offset: next, pages, all: [...all, ...page.servers], isLast }
        return { at: 'page', ...read, ...(version === undefined ? {} : { version }) }
      }),
    )
  return ask(0, [], 1).pipe(
    expand((turn) => (turn.at === 'failed' || turn.isLast ? EMPTY : ask(turn.offset, turn.all, turn.pages + 1))),
    last(),
    map((turn): HubRead => {
      if (turn.at === 'failed') return turn
      const { all, version } = turn
      const restMs = REST * Math.max(0, scheduler.now() - startMs)
      return {
        at: 'read',
        servers: serversOf(all, startMs),
        restMs,
        ...(version === undefined ? {} : { version }),
      }
    }),
  )
}
