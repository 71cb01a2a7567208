import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { of, throwError } from 'rxjs'
import { NotDelivered } from '../../../src/domain/notify/not-delivered.ts'
import type { NotifyTarget } from '../../../src/domain/settings/notify-target.ts'
import { delivery } from '../../../streams/notify/delivery.ts'
import { notice, target } from '../../support/notify/notices.ts'
import { MINUTE } from '../../support/time.ts'
import { clock } from '../support/clock.ts'

const [slack, teams] = [target({ name: 'slack' }), target({ name: 'teams', type: 'teams' })]

function running(isBroken: (name: string) => boolean = () => false) {
  const time = clock(0)
  const tried: string[] = []
  const told: string[] = []
  const send = ({ name }: NotifyTarget) => {
    tried.push(name)
    return isBroken(name) ? throwError(() => new NotDelivered('no')) : of(undefined)
  }
  const tell = (event: { readonly type: string }) => told.push(event.type)
  const own = delivery({ send, tell, random: () => 1 }, time.scheduler)
  own.work$.subscribe({ error: assert.fail })
  const deliver = () => own.deliver([notice({ atMs: time.scheduler.now() })])
  return { ...own, ...time, tried, told, deliver }
}

describe('what is told goes', () => {
  it('to each target that it concerns', () => {
    const { aim, deliver, tried } = running()
    aim([slack, teams, target({ name: 'other', pools: ['lab'] })])
    deliver()
    assert.deepEqual(tried, ['slack', 'teams'])
  })
  it('to one though another does not answer', async () => {
    const { aim, deliver, tried, advance } = running((name) => name === 'slack')
    aim([slack, teams])
    deliver()
    deliver()
    await advance(0)
    assert.deepEqual(tried, ['slack', 'teams', 'teams'])
  })
  it('to those of the next config, and to the same ones once', async () => {
    const { aim, deliver, tried, advance } = running()
    aim([slack])
    aim([target({ name: 'slack' }), teams])
    deliver()
    aim([teams])
    deliver()
    await advance(MINUTE)
    assert.deepEqual(tried, ['slack', 'teams', 'teams'])
  })
  it('no more to one that is not in the config, and nothing is wrong with it then', async () => {
    const { aim, deliver, tried, told, advance } = running(() => true)
    aim([slack])
    deliver()
    aim([])
    await advance(10 * MINUTE)
    assert.deepEqual(tried, ['slack'])
    assert.deepEqual(told, ['notification failed', 'notification works again'])
  })
})
