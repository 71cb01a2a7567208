import assert from 'node:assert/strict'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { beforeEach, describe, it, mock } from 'node:test'
import { statusEvents } from '../../../src/server/page/events.ts'

/** A response that keeps what is written to it. */
class Reader extends ServerResponse {
  readonly written: string[] = []
  override writableNeedDrain = false
  override write(text: string): boolean {
    this.written.push(/event: (\w+)/.exec(text)?.[1] ?? text)
    return true
  }
  override end(): this {
    this.emit('close')
    return this
  }
}

function reader() {
  const response = new Reader(new IncomingMessage(new Socket()))
  return { response, written: response.written }
}

describe('news of the page', () => {
  beforeEach((context) => {
    mock.timers.enable({ apis: ['setTimeout', 'setInterval'] })
    if ('after' in context) context.after(() => mock.timers.reset())
  })

  const opened = (options = {}) => {
    const events = statusEvents({ everyMs: 1000, beatMs: 15_000, ...options })
    const one = reader()
    events.open(one.response, 'a')
    return { events, ...one }
  }

  it('begin with a sign of life', () => {
    assert.deepEqual(opened().written, ['beat'])
  })

  it('are told at once, then once a second at most, and the last is never lost', () => {
    const { events, written } = opened()
    for (let ms = 0; ms < 3000; ms += 100) {
      events.changed()
      mock.timers.tick(100)
    }
    assert.deepEqual(written, ['beat', 'news', 'news', 'news', 'news'])
    mock.timers.tick(10_000)
    assert.equal(written.length, 5, 'nothing new, nothing told')
    events.changed()
    assert.equal(written.length, 6, 'after a rest at once again')
  })

  it('have a sign of life in between', () => {
    const { written } = opened()
    mock.timers.tick(45_000)
    assert.deepEqual(written, ['beat', 'beat', 'beat', 'beat'])
  })

  it('cost nothing while nobody reads: no timer runs', () => {
    const { events, response } = opened()
    events.changed()
    events.changed()
    response.emit('close')
    const setTimer = mock.method(globalThis, 'setTimeout')
    events.changed()
    mock.timers.tick(60_000)
    assert.equal(setTimer.mock.callCount(), 0)
    setTimer.mock.restore()
    const next = reader()
    events.open(next.response, 'a')
    events.changed()
    assert.deepEqual(next.written, ['beat', 'news'], 'who comes later hears at once')
  })

  it('leave out who is too slow, until it has read', () => {
    const { events, response, written } = opened()
    response.writableNeedDrain = true
    events.changed()
    mock.timers.tick(1000)
    response.writableNeedDrain = false
    events.changed()
    assert.deepEqual(written, ['beat', 'news'])
  })

  it('have so many readers at most; one that leaves makes room', () => {
    const { events, response } = opened({ limit: 2 })
    assert.equal(events.hasRoomFor('b'), true)
    events.open(reader().response, 'b')
    assert.equal(events.hasRoomFor('c'), false)
    response.emit('close')
    assert.equal(events.hasRoomFor('c'), true)
  })

  it('have so many of one address, and others beside them', () => {
    const { events, response } = opened({ limit: 3, limitOfOne: 2 })
    events.open(reader().response, 'a')
    assert.deepEqual([events.hasRoomFor('a'), events.hasRoomFor('b')], [false, true])
    response.emit('close')
    assert.equal(events.hasRoomFor('a'), true)
  })

  it('end for all when the server closes', () => {
    const { events, written } = opened()
    events.close()
    events.changed()
    mock.timers.tick(20_000)
    assert.deepEqual(written, ['beat'])
  })
})
