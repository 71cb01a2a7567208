/** The feed as an instructor reads it: subscribed to, read, and read again after the event was changed. */
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Cluster, controlPlane, eventually, startCluster } from '../../cluster/index.ts'
import { type ReadEntry, readByIcalJs } from '../../server/feed/support.ts'
import { DAY, MINUTE } from '../../support/time.ts'
import { type CalendarServer, calendarServer } from '../support/calendar-server.ts'
import type { Controller } from '../support/controller.ts'
import { install, type Release } from '../support/release.ts'
import { poolValues } from '../support/values.ts'
import { world } from '../support/world.ts'

const { skip } = await controlPlane()

describe('the feed, on a real control plane', { skip }, () => {
  let cluster: Cluster
  let calendar: CalendarServer
  let release: Release
  let [one, other]: Controller[] = []
  let values: object
  const from = new Date(Math.ceil(Date.now() / MINUTE) * MINUTE + DAY)
  const lecture = { title: 'Data 8', from, to: new Date(from.getTime() + 60 * MINUTE) }

  before(async () => {
    cluster = await startCluster()
    calendar = await calendarServer({ ...lecture, description: 'students: 40' })
    const pool = { ...poolValues('user'), seat: { requests: { memory: '3800Mi' } }, maxPlaceholders: 10 }
    values = { calendarUrl: calendar.url, calendarRefresh: 1, nodePools: { user: pool } }
    release = await install({ cluster, helm: 4, values })
    await world(cluster).node('n1')
    one = await release.start()
    other = await release.start()
  })
  after(async () => {
    await release?.stop()
    await calendar?.close()
    await cluster?.stop()
  })

  const tokenInCluster = async (): Promise<string> => {
    const { data } = (await cluster.request('GET', '/api/v1/namespaces/hub/secrets/warmseats-feed')) as {
      data: { token: string }
    }
    return Buffer.from(data.token, 'base64').toString()
  }
  const readOf = async (replica: Controller | undefined): Promise<readonly ReadEntry[]> => {
    const answer = await replica?.get(`/feed/${await tokenInCluster()}.ics`)
    return answer?.status === 200 ? readByIcalJs(answer.text) : []
  }
  const says = (replica: Controller | undefined, title: RegExp): Promise<ReadEntry> =>
    eventually(`an entry like ${title}`, async () => (await readOf(replica)).find(({ summary }) => title.test(summary)))

  it('is at the path that the notes of helm print, and says what the class gets, at its time', async () => {
    const template = '/feed/{{.data.token | base64decode}}.ics'
    const args = ['get', 'secret', 'warmseats-feed', '--namespace', 'hub', '-o', `go-template=${template}`]
    assert.equal((await cluster.kubectl(args)).trim(), `/feed/${await tokenInCluster()}.ics`)
    const entry = await says(one, /^✓ Data 8: 40 seats, 5 nodes, ready \d\d:\d\d UTC$/)
    assert.deepEqual([entry.startMs, entry.endMs], [lecture.from.getTime(), lecture.to.getTime()])
    assert.match(entry.description, /^Pool user: 40 seats, 5 nodes, asked for from/)
  })

  it('is not at another', async () => assert.equal((await one?.get(`/feed/${'x'.repeat(40)}.ics`))?.status, 404))

  it('is the same from the replica that stands by', async () => {
    const [here, there] = [await says(one, /^✓ Data 8/), await says(other, /^✓ Data 8/)]
    const told = ({ uid, summary, description }: ReadEntry) => ({ uid, summary, description })
    assert.deepEqual(told(there), told(here))
  })

  it('says within seconds what is wrong, when the event is changed, in the same entry', async () => {
    const before = await says(one, /^✓ Data 8/)
    calendar.set({ ...lecture, description: 'students: 40.5' })
    const wrong = await says(one, /^⚠ Data 8: not right: .*`students: 41` would be right$/)
    assert.equal(wrong.uid, before.uid)
    assert.ok(wrong.sequence > before.sequence && wrong.modifiedMs > before.modifiedMs)
    assert.equal((await readOf(one)).length, 1)
  })

  it('says when the pool is too small, and that a word was read as it was meant', async () => {
    calendar.set({ ...lecture, description: 'Students:120 people' })
    const { description } = await says(one, /^⚠ Data 8: 40 of 120 will wait for a node; it needs 120 seats, 15 nodes$/)
    assert.match(description, /By the way: «Students:120 people»: read as `students: 120`/)
  })

  it('keeps its address when the release is upgraded', async () => {
    const token = await tokenInCluster()
    await release.upgrade({ ...values, fallWindow: 5 })
    assert.equal(await tokenInCluster(), token)
  })
})
