import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { VirtualTimeScheduler } from 'rxjs'
import type { FailureKind } from '../../../streams/watch/failure.ts'
import { AGAIN_AFTER_MS, LOST_AFTER_MS, WELL_AFTER_MS, watchHealth } from '../../../streams/watch/watch-health.ts'

/** At so many seconds a watch fails, or is heard (no kind). */
type Script = readonly (readonly [atS: number, resource: string, kind?: FailureKind])[]

/** What is told, with its second. */
function told(script: Script, untilS: number): string[] {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY)
  const { events$, onHealth } = watchHealth(scheduler)
  const lines: string[] = []
  const life = events$.subscribe((event) => {
    const what = 'resources' in event ? event.resources.join('+') : 'resource' in event ? event.resource : ''
    lines.push(`${scheduler.frame / 1000} ${event.type} ${what}`.trim())
  })
  for (const [atS, resource, kind] of script)
    scheduler.schedule(
      () => onHealth(resource, kind && { kind, because: `${kind} of ${resource}`, retryInMs: 1 }),
      atS * 1000,
    )
  scheduler.maxFrames = untilS * 1000
  scheduler.flush()
  life.unsubscribe()
  return lines
}

/** Without the lines of single watches, which the log tells at debug. */
const outages = (script: Script, untilS: number) => told(script, untilS).filter((line) => / cluster /.test(line))

const [LOST, WELL, AGAIN] = [LOST_AFTER_MS, WELL_AFTER_MS, AGAIN_AFTER_MS].map((ms) => ms / 1000) as [
  number,
  number,
  number,
]

describe('the API server', () => {
  it('is lost once something has failed for a while, and found once nothing has', () =>
    assert.deepEqual(
      outages(
        [
          [10, 'nodes', 'network'],
          [11, 'pods', 'network'],
          [30, 'nodes'],
          [31, 'pods'],
        ],
        200,
      ),
      [`${10 + LOST} cluster lost nodes+pods`, `${31 + WELL} cluster found`],
    ))
  it('is not lost by a connection that breaks and comes back', () =>
    assert.deepEqual(
      outages(
        [
          [10, 'nodes', 'network'],
          [10 + LOST - 1, 'nodes'],
        ],
        200,
      ),
      [],
    ))
  it('is lost once, however often the network flaps', () => {
    const flaps = Array.from({ length: 60 }, (_, n): Script[number][] => [
      [20 + n, 'nodes', n % 2 ? 'server' : 'network'],
      [20.5 + n, 'nodes'],
    ]).flat()
    const lines = outages([[10, 'nodes', 'network'], ...flaps], 200)
    assert.deepEqual(lines, [`${10 + LOST} cluster lost nodes`, `${79.5 + WELL} cluster found`])
  })
  it('is said to be lost again while it stays so', () =>
    assert.deepEqual(outages([[0, 'nodes', 'network']], LOST + 2 * AGAIN), [
      `${LOST} cluster lost nodes`,
      `${LOST + AGAIN} cluster lost nodes`,
      `${LOST + 2 * AGAIN} cluster lost nodes`,
    ]))
  it('is not lost because it refuses us: that is said of each resource at once', () =>
    assert.deepEqual(
      told(
        [
          [1, 'nodes', 'forbidden'],
          [2, 'nodes', 'forbidden'],
          [60, 'nodes'],
        ],
        200,
      ),
      ['1 watch failed nodes', '60 watch recovered nodes'],
    ))
  it('each watch is told once for each cause', () =>
    assert.deepEqual(
      told(
        [
          [1, 'nodes', 'network'],
          [2, 'nodes', 'network'],
          [3, 'nodes', 'server'],
          [4, 'nodes'],
        ],
        200,
      ),
      ['1 watch failed nodes', '3 watch failed nodes', '4 watch recovered nodes'],
    ))
})

it('when nobody is told any more no timer is left, whatever fails then', () => {
  const scheduler = new VirtualTimeScheduler()
  const { events$, onHealth } = watchHealth(scheduler)
  const life = events$.subscribe()
  const failure = { kind: 'network', because: 'ECONNREFUSED', retryInMs: 1 } as const
  onHealth('nodes', failure)
  life.unsubscribe()
  onHealth('pods', failure)
  onHealth('nodes', undefined)
  assert.deepEqual(
    scheduler.actions.filter(({ closed }) => !closed),
    [],
  )
})
