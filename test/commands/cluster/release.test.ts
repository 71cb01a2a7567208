import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { findRelease } from '../../../src/commands/cluster/release.ts'
import { InputError } from '../../../src/commands/read-input.ts'
import { CALENDAR, DEPLOYMENTS, type Held, jhub, release } from './jhub.ts'

async function found(held: Held, wanted?: string) {
  await using cluster = await jhub(held)
  return await cluster.at(({ connection, namespace }) => findRelease(connection, namespace, wanted))
}
const OTHER = release({ name: 'other', state: 'other-state' })
const NO_CONTROLLER = { ...release(), spec: { template: { spec: { containers: [{ args: ['serve', '--state=x'] }] } } } }

describe('the release of a namespace', () => {
  it('is the Deployment whose container runs with a state', async () => {
    const args = ['--calendar-store=warmseats-calendar', '--lease=warmseats']
    assert.deepEqual(await found({ [DEPLOYMENTS]: [NO_CONTROLLER, release({ args })] }), {
      name: 'warmseats',
      state: 'warmseats-state',
      calendarStore: 'warmseats-calendar',
      account: 'default',
      lease: 'warmseats',
      controller: { image: 'warmseats:1.0.0', replicas: 2, ready: 1, version: '1.0.0' },
    })
  })
  it('says whom it acts by, which config is mounted, and what helm calls it', async () => {
    const made = release()
    const pod = {
      ...made.spec.template.spec,
      serviceAccountName: 'keeper',
      volumes: [{ name: 'config', configMap: { name: 'warmseats' } }],
    }
    const metadata = { ...made.metadata, labels: { 'app.kubernetes.io/instance': 'seats' } }
    const its = await found({ [DEPLOYMENTS]: [{ ...made, metadata, spec: { template: { spec: pod } } }] })
    assert.deepEqual([its?.account, its?.configMap, its?.helm], ['keeper', 'warmseats', 'seats'])
  })
  it('is none where nothing runs', async () => assert.equal(await found({ [DEPLOYMENTS]: [NO_CONTROLLER] }), undefined))
  it('is of several the one that is asked for, and they are named where nobody asked', async () => {
    const both = { [DEPLOYMENTS]: [release(), OTHER] }
    assert.equal((await found(both, 'other-state'))?.name, 'other')
    await assert.rejects(
      found(both),
      new InputError('several releases are in jhub; choose one with --state: warmseats-state, other-state'),
    )
    await assert.rejects(found(both, 'no-state'), /no release in jhub has it; there: warmseats-state, other-state/)
  })
  it('that may not be looked for is a sentence', async () =>
    assert.rejects(found({ [DEPLOYMENTS]: 403 }), (error) => error instanceof InputError && /403/.test(error.message)))
})

describe('the address of its calendar', () => {
  const secret = 'warmseats-calendar-url'
  const address = async (held: Held) => (await found({ [DEPLOYMENTS]: [release({ secret })], ...held }))?.calendar
  const encoded = (text: string) => Buffer.from(text).toString('base64')
  it('is what its Secret has, without the line end that a file has', async () =>
    assert.deepEqual(await address({ [CALENDAR]: { data: { calendarUrl: encoded('https://x.example/a.ics\n') } } }), {
      url: 'https://x.example/a.ics',
    }))
  it('is not known where it has none, is not there, or is not for us: why is said, the release stands', async () => {
    assert.deepEqual(await address({ [CALENDAR]: { data: { other: encoded('x') } } }), {
      unread: `the Secret ${secret} has no calendarUrl`,
      isMissing: true,
    })
    // One that is not there the controller does not know either; of one that is not shown nobody can tell.
    for (const [held, isMissing] of [
      [{}, true],
      [{ [CALENDAR]: 403 }, undefined],
    ] as const) {
      const calendar = await address(held)
      assert.ok(calendar && 'unread' in calendar)
      assert.match(calendar.unread, /warmseats-calendar-url/)
      assert.equal(calendar.isMissing, isMissing)
    }
  })
})
