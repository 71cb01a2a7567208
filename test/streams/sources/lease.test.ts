import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { leaseSink } from '../../../src/sinks/lease.ts'
import { type Election, election } from '../../../streams/sources/lease.ts'
import type { WatchFailure } from '../../../streams/watch/watch.ts'
import { eventually } from '../../cluster/poll.ts'
import { type Exchange, fakeApi } from '../../kubernetes/support/fake-api.ts'
import { connectTo } from '../../kubernetes/support/kubeconfig.ts'
import { clock } from '../support/clock.ts'

const SECOND = 1000

const lease = (holderIdentity: string, resourceVersion: string) => ({
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  metadata: { name: 'warmseats', namespace: 'hub', uid: 'lease', resourceVersion },
  spec: { holderIdentity, leaseDurationSeconds: 15, leaseTransitions: 0 },
})

interface Played {
  readonly elected: Election
  /** `watched: kind`, or `watched: well`. */
  readonly told: readonly string[]
  readonly failures: readonly WatchFailure[]
  readonly leading: readonly boolean[]
  /** Why the watch is doubted. */
  readonly silences: readonly string[]
  /** Answers each write from now on. */
  answerWrites(answer: (exchange: Exchange) => void): void
  /** What the watch sends. */
  watched(object: object): void
  advance(ms: number): Promise<void>
  writes(): number
}

/** A replica `me` in the election, on an API server that lists these Leases. */
async function played(leases: readonly object[], play: (played: Played) => Promise<void>): Promise<void> {
  await using api = await fakeApi()
  await using connection = await connectTo({ server: api.url })
  const time = clock()
  const told: string[] = []
  const failures: WatchFailure[] = []
  const leading: boolean[] = []
  const silences: string[] = []
  let writes = 0
  let stream: Exchange | undefined
  let onWrite = (exchange: Exchange) => exchange.refuse(403, { reason: 'Forbidden', message: 'HTTP 403' })
  api.serve((exchange) => {
    if (exchange.method !== 'GET') {
      writes += 1
      return onWrite(exchange)
    }
    if (exchange.query.watch) stream = exchange.stream()
    else exchange.page(leases, { resourceVersion: '5' })
  })
  const elected = election(
    {
      transport: connection,
      namespace: 'hub',
      name: 'warmseats',
      identity: 'me',
      ...leaseSink({ transport: connection, namespace: 'hub', name: 'warmseats', identity: 'me', now: Date.now }),
      random: () => 0.5,
      onSilence: (because) => silences.push(because),
      onHealth: (watched, failure) => {
        const said = `${watched}: ${failure?.kind ?? 'well'}`
        if (told.at(-1) !== said) told.push(said)
        if (failure) failures.push(failure)
      },
    },
    time.scheduler,
  )
  const life = elected.leading$.subscribe((one) => leading.push(one))
  await time.advance(0)
  await eventually('the watch', async () => {
    await time.advance(0)
    return stream !== undefined
  })
  await play({
    elected,
    told,
    failures,
    leading,
    silences,
    answerWrites: (answer) => {
      onWrite = answer
    },
    watched: (object) => stream?.send(object),
    advance: time.advance,
    writes: () => writes,
  })
  life.unsubscribe()
}

/** Until something is so, without time of the election passing. */
const until = ({ advance }: Played, what: string, isSo: () => boolean) =>
  eventually(what, async () => {
    await advance(0)
    return isSo()
  })

describe('the election', () => {
  it('tells why the Lease cannot be written, since when nobody leads, and that it can be written again', () =>
    played([], async (one) => {
      await until(one, 'the refusal', () => one.told.includes('writes of leases/warmseats: forbidden'))
      await until(one, 'the news', () => one.leading.length > 0)
      assert.match(one.failures[0]?.because ?? '', /missing RBAC: .*`create` `leases` \(coordination\.k8s\.io\)/)
      assert.deepEqual([one.leading, one.elected.leader()], [[false], undefined])
      const sinceMs = one.elected.leaderlessSinceMs()
      assert.ok(sinceMs !== undefined)
      await one.advance(2 * SECOND)
      await until(one, 'another try', () => one.writes() >= 2)
      assert.equal(one.elected.leaderlessSinceMs(), sinceMs, 'since it was seen first')
      one.answerWrites((exchange) => exchange.answer(201, lease('me', '6')))
      await one.advance(2 * SECOND)
      await until(one, 'the lead', () => one.leading.at(-1) === true)
      assert.equal(one.told.at(-1), 'writes of leases/warmseats: well')
      assert.deepEqual([one.elected.leader(), one.elected.leaderlessSinceMs()], ['me', undefined])
    }))

  it('of a leader that is silent says so once its time is over, and of an answer by another that all is well', () =>
    played([lease('other', '5')], async (one) => {
      await until(one, 'the news', () => one.leading.length > 0)
      assert.deepEqual([one.elected.leader(), one.elected.leaderlessSinceMs()], ['other', undefined])
      assert.equal(one.writes(), 0)
      await one.advance(15 * SECOND)
      await until(one, 'the refusal', () => one.told.includes('writes of leases/warmseats: forbidden'))
      assert.equal(one.elected.leader(), undefined)
      assert.ok(one.elected.leaderlessSinceMs() !== undefined)
      one.watched({ type: 'MODIFIED', object: lease('third', '7') })
      await until(one, 'who leads', () => one.elected.leader() === 'third')
      assert.equal(one.told.at(-1), 'writes of leases/warmseats: well')
    }))

  it('doubts a watch that does not show what was written, again while it stays so', () =>
    played([], async (one) => {
      let version = 6
      one.answerWrites((exchange) => {
        exchange.answer(201, lease('me', String(version)))
        version += 1
      })
      await until(one, 'the news', () => one.leading.length > 0)
      await one.advance(2 * SECOND)
      await until(one, 'the lead', () => one.leading.at(-1) === true)
      assert.deepEqual(one.silences, [])
      for (let renewals = 1; renewals <= 3; renewals += 1) {
        const before = one.writes()
        await one.advance(5 * SECOND)
        await until(one, 'the renewal', () => one.writes() > before)
      }
      assert.ok(one.silences.length >= 2, `${one.silences.length} doubts in 15 s`)
      assert.equal(one.silences[0], 'the watch of leases/warmseats does not show what was written')
    }))

  it('takes a write that came too late for a sign that somebody leads', () =>
    played([lease('other', '5')], async (one) => {
      await until(one, 'the news', () => one.leading.length > 0)
      one.answerWrites((exchange) => exchange.refuse(409, { reason: 'Conflict' }))
      await one.advance(15 * SECOND)
      await until(one, 'the try', () => one.writes() > 0)
      await until(one, 'who leads', () => one.elected.leader() === 'other')
      assert.doesNotMatch(one.told.join(), /writes of leases\/warmseats: (?!well)/)
    }))
})
