import { MINUTE_MS, sayDuration } from '../../domain/duration.ts'
import { parseInstant } from '../../domain/instant.ts'
import { apiPath } from '../../kubernetes/api-path.ts'
import type { Place } from '../cluster/ask.ts'
import { factsOf, findController } from '../cluster/release.ts'
import { type Shown, shownIn } from './shown.ts'
import { type Asked, CannotTell, proxied, whyNot } from './why-not.ts'

/** What the running program tells of itself. */
export interface Told {
  readonly shown: Shown
  /** As it came. */
  readonly json: string
}

/** An answer older than this is somebody's copy. */
const STALE_MS = 5 * MINUTE_MS

/** @throws CannotTell where there is none; InputError where it may not be looked for, or several are there */
export async function findAsked({ connection, namespace }: Place, state: string | undefined): Promise<Asked> {
  const found = await findController(connection, namespace, state)
  if (!found)
    throw new CannotTell(`no release of Warmseats is in namespace ${namespace}: give another with -n, or install one`)
  return { namespace, name: found.raw.metadata.name, controller: factsOf(found) }
}

/**
 * Asks any replica through the API server's proxy: they all tell the same, and no way of one's own into the cluster is needed.
 * @throws CannotTell; ConnectionError when the API server is away
 */
export async function askStatus({ connection }: Place, asked: Asked, nowMs: number): Promise<Told> {
  const { namespace, name } = asked
  const response = await connection.request({
    method: 'GET',
    path: apiPath`/api/v1/namespaces/${namespace}/services/${proxied(name)}/proxy/status.json`,
    timeoutMs: 10_000,
  })
  const json = await response.text()
  const shown = response.status === 200 ? shownIn(json) : undefined
  if (!shown) throw whyNot(asked, response.status, json)
  const ageMs = nowMs - (parseInstant(shown.at) ?? Number.NEGATIVE_INFINITY)
  if (Math.abs(ageMs) > STALE_MS) throw new CannotTell(sayStale(shown, ageMs))
  return { shown, json }
}

function sayStale({ at }: Shown, ageMs: number): string {
  if (!Number.isFinite(ageMs)) return `the answer says of no instant that it is of (\`at\` is ${JSON.stringify(at)})`
  const apart = `${sayDuration(Math.abs(ageMs))} ${ageMs > 0 ? 'ago' : 'ahead'}`
  return `the answer is of ${at}, which is ${apart} by this machine's clock: a copy that something on the way kept, or one of the two clocks is wrong`
}
