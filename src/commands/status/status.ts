import type { Paint } from '../../terminal/paint.ts'
import type { Answer } from '../answer.ts'
import { atCluster, type PlaceOptions } from '../cluster/ask.ts'
import { askStatus, findAsked } from './ask.ts'
import { PLAIN, sayStatus } from './said.ts'
import type { Shown } from './shown.ts'

export interface StatusOptions extends PlaceOptions {
  /** The state ConfigMap, where several releases are. */
  readonly state?: string | undefined
  readonly output: 'json' | 'text'
}

/**
 * What the running program says of itself, as its page has it: asked through the API server, which needs no Ingress.
 * @throws InputError, ConnectionError where nothing can be told
 */
export const status = (options: StatusOptions, nowMs: number, paint: Paint = PLAIN): Promise<Answer> =>
  atCluster(options, async (place) => {
    const { shown, json } = await askStatus(place, await findAsked(place, options.state), nowMs)
    const { body, foot } = sayStatus(shown, paint)
    return { text: options.output === 'json' ? json : `${body}\n\n${foot}`, exitCode: exitCodeOf(shown) }
  })

/** 0: all is well. 1: the page is red or amber. 2: nothing is decided yet, so nothing can be told. */
export function exitCodeOf({ verdict: { state } }: Shown): 0 | 1 | 2 {
  if (state === 'well') return 0
  return state === 'waiting' ? 2 : 1
}
