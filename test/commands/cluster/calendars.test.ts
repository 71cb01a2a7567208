import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readOwnCalendars } from '../../../src/commands/cluster/calendars.ts'
import type { Release } from '../../../src/commands/cluster/release.ts'
import { ics, vevent } from '../../domain/calendar/support.ts'
import { folder } from '../../kubernetes/support/kubeconfig.ts'
import { config } from '../../support/config.ts'
import { at, DAY } from '../../support/time.ts'

const RELEASE: Release = {
  name: 'warmseats',
  state: 'warmseats-state',
  account: 'default',
  controller: { image: 'warmseats', replicas: 1, ready: 1 },
}
const EVENT = vevent('UID:a\nSUMMARY:Data 8\nDTSTART:20260324T090000Z\nDURATION:PT1H\nDESCRIPTION:students: 350')
const stretch = { fromMs: at('00:00'), toMs: at('00:00') + DAY }

async function read(calendar: Release['calendar'], more: Parameters<typeof config>[0] = {}) {
  const release = calendar === undefined ? RELEASE : { ...RELEASE, calendar }
  const state = await readOwnCalendars(
    config({ nodePools: { user: {} }, ...more }),
    { release, state: undefined },
    { secrets: '', stretch },
  )
  return { titles: state.reading.occurrences.map(({ summary }) => summary), health: state.health }
}

describe('the calendars of a release', () => {
  it('are read from here, at the address that its Secret has', async () => {
    using files = folder()
    const { titles, health } = await read({ url: files.write('a.ics', ics(EVENT)) })
    assert.deepEqual([titles, health.at], [['Data 8'], 'good'])
  })
  it('are failing where its Secret may not be read: what else there is counts, and why is said', async () => {
    const schedule = [
      { name: 'Office hours', start: '2026-03-24T14:00', duration: '90m', pools: { user: { seats: 8 } } },
    ]
    const { titles, health } = await read({ unread: 'the Secret x is not for you' }, { schedule })
    assert.deepEqual(titles, ['Office hours'])
    assert.ok(health.at === 'failing')
    assert.equal(health.because, 'the Secret x is not for you')
  })
  it('are those of the config, where nothing comes from a Secret', async () =>
    assert.deepEqual(await read(undefined), { titles: [], health: { at: 'none' } }))
})
