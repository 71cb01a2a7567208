import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import type { Listener } from '../../../src/domain/act/listener.ts'
import type { Step } from '../../../src/domain/act/step.ts'
import { problem } from '../../../src/domain/problem.ts'
import type { LeaderTransport } from '../../../src/kubernetes/leader-transport.ts'
import { noticeEvents } from '../../../src/sinks/events/notice-events.ts'
import { apply } from '../../support/action.ts'
import { userPool } from '../../support/config.ts'
import { deployment } from '../../support/deployment.ts'
import type { World } from '../../support/observed.ts'
import { stepAt } from '../../support/snapshot.ts'
import { at, MINUTE } from '../../support/time.ts'
import { eventServer, NOW } from './event-server.ts'

const CONFIG = userPool()
const WELL: World = { config: CONFIG, deployments: [deployment({ config: CONFIG })] }
const UNREAD: World = {
  ...WELL,
  calendar: { at: 'failing', sinceMs: at('08:00'), lastGoodMs: at('07:00'), because: 'HTTP 500' },
}
const ERRORS = [problem('nodePools.user', 'has no `nodeSelector`')]
const REFUSED = { type: 'config refused', errors: ERRORS } as const
const ACCEPTED = { type: 'config loaded', pools: ['user'], warnings: [] } as const

const step = (world: World, leading = true): Step => stepAt('08:50', world, { leading })

type Scene = (tell: Required<Pick<Listener, 'step' | 'outcome' | 'runtime'>>) => void

/** What is told of the scenes, a minute each: one process, or several that come one after another. */
async function told(...processes: readonly (readonly Scene[])[]): Promise<string[]> {
  const names = new Set<string>()
  await using server = await eventServer((exchange) => {
    const { metadata } = JSON.parse(exchange.body)
    if (exchange.method === 'POST' && names.has(metadata.name)) return exchange.refuse(409)
    names.add(metadata?.name)
    exchange.answer(201, {})
  })
  const { transport, quiet } = counted(server.options.transport)
  let nowMs = NOW
  for (const scenes of processes) {
    const none = () => undefined
    const listener = noticeEvents({ ...server.options, transport, now: () => nowMs })
    for (const scene of scenes) {
      scene({ step: none, outcome: none, runtime: none, ...listener })
      nowMs += MINUTE
      await quiet()
    }
  }
  const made = server.told.filter(({ path, event }, index, all) => {
    const same = (one: (typeof all)[number]) => JSON.stringify(one.event.metadata) === JSON.stringify(event.metadata)
    return !path.startsWith('POST') || all.findIndex(same) === index
  })
  return made.map(({ event: { reason, series } }) =>
    String(reason ?? `series of ${JSON.parse(JSON.stringify(series)).count}`),
  )
}

/** A transport, and a wait until nothing of it is on its way. */
function counted(transport: LeaderTransport): {
  readonly transport: LeaderTransport
  readonly quiet: () => Promise<void>
} {
  const open = new Set<Promise<unknown>>()
  const track = <T>(promise: Promise<T>): Promise<T> => {
    open.add(promise)
    const over = () => void open.delete(promise)
    promise.then(over, over)
    return promise
  }
  const request: LeaderTransport['request'] = async (asked) => {
    const response = await track(transport.request(asked))
    return { ...response, text: () => track(response.text()) }
  }
  const quiet = async () => {
    do {
      await Promise.allSettled(open)
      // What follows an answer begins in the same turn.
      await turn()
    } while (open.size > 0)
  }
  return { transport: { ...transport, request }, quiet }
}

const steps =
  (world: World, leading?: boolean): Scene =>
  (tell) =>
    tell.step(step(world, leading))

describe('what is told as Events', () => {
  it('that a calendar cannot be read, and can again', async () => {
    const scenes = [steps(WELL), steps(UNREAD), steps(UNREAD), steps(WELL), steps(WELL)]
    assert.deepEqual(await told(scenes), ['CalendarUnreadable', 'CalendarReadable'])
  })
  it('a restart and the next leader do not repeat it', async () => {
    assert.deepEqual(await told([steps(WELL), steps(UNREAD)], [steps(UNREAD), steps(WELL)]), [
      'CalendarUnreadable',
      'CalendarReadable',
    ])
  })
  it('who follows tells nothing, and what is still so when it leads', async () => {
    assert.deepEqual(await told([steps(UNREAD, false), steps(WELL, false)]), [])
    assert.deepEqual(await told([steps(UNREAD, false), steps(UNREAD)]), ['CalendarUnreadable'])
  })
  it('who leads again does not repeat what it told before', async () => {
    assert.deepEqual(await told([steps(UNREAD), steps(UNREAD, false), steps(UNREAD)]), ['CalendarUnreadable'])
  })
  it('nothing in a dry run, and while nothing stands for the release', async () => {
    const dry = userPool({}, { dryRun: true })
    assert.deepEqual(await told([steps({ ...UNREAD, config: dry })]), [])
    assert.deepEqual(await told([steps({ ...UNREAD, owner: null })]), [])
  })
  it('that a config is refused, at once, also where the copy of the last good one goes on; and accepted', async () => {
    const scenes: Scene[] = [
      steps(WELL),
      (tell) => tell.runtime(REFUSED),
      (tell) => tell.runtime({ ...ACCEPTED, isStored: true }),
      steps(WELL),
      (tell) => tell.runtime(ACCEPTED),
      steps(WELL),
    ]
    assert.deepEqual(await told(scenes), ['ConfigRefused', 'ConfigAccepted'])
  })
  it('a config that was refused before the first decision is told with it', async () => {
    assert.deepEqual(await told([(tell) => tell.runtime(REFUSED), steps(WELL)]), ['ConfigRefused'])
  })
  it('a calendar that flaps is two Events with a count', async () => {
    const flaps = Array.from({ length: 6 }, (_, index) => steps(index % 2 === 0 ? UNREAD : WELL))
    const events = await told(flaps)
    assert.deepEqual(
      events.filter((one) => !one.startsWith('series')),
      ['CalendarUnreadable', 'CalendarReadable'],
    )
    assert.deepEqual(events.filter((one) => one.startsWith('series')).toSorted(), [
      'series of 2',
      'series of 2',
      'series of 3',
      'series of 3',
    ])
  })
  it('what fails for one cause is told once, until it is done', async () => {
    const action = apply({ from: 2, to: 3, uid: 'u' })
    const tries =
      (effect: { at: 'done' } | { at: 'failed'; because: string }): Scene =>
      (tell) =>
        tell.outcome({ action, effect, tookMs: 1 })
    const quota = tries({ at: 'failed', because: 'quota' })
    const scenes = [steps(WELL), quota, quota, tries({ at: 'failed', because: '500' }), tries({ at: 'done' })]
    assert.deepEqual(await told(scenes), ['NotWritten', 'NotWritten', 'Scaled'])
  })
})
