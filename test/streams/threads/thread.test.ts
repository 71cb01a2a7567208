import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { describe, it } from 'node:test'
import { VirtualTimeScheduler } from 'rxjs'
import { READY } from '../../../streams/threads/ready.ts'
import type { ThreadWorker } from '../../../streams/threads/spawn.ts'
import { type Turn, workThread } from '../../../streams/threads/thread.ts'

/** A thread that says what the test says. What calendars need of one is in test/streams/calendar/thread.test.ts. */
class FakeWorker extends EventEmitter {
  isEnded = false
  postMessage(): void {}
  ref(): void {}
  unref(): void {}
  async terminate(): Promise<number> {
    this.isEnded = true
    return 1
  }
}

function world() {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY)
  const workers: FakeWorker[] = []
  const spawn = () => {
    const worker = new FakeWorker()
    workers.push(worker)
    return worker as unknown as ThreadWorker
  }
  const options = {
    spawn,
    deadlineMs: 100,
    startMs: 1000,
    idleMs: 5000,
    isSpent: (answer: string) => answer === 'spent',
  }
  const thread = workThread<string, string>(options, scheduler)
  const turns: Turn<string>[] = []
  const work = () => thread.work('x').subscribe((turn) => turns.push(turn))
  const pass = (byMs: number) => {
    scheduler.maxFrames = scheduler.now() + byMs
    scheduler.flush()
    scheduler.frame = scheduler.maxFrames
  }
  return { workers, turns, work, pass }
}

describe('a thread that says when it is ready', () => {
  it('has its time from then on', () => {
    const { workers, turns, work, pass } = world()
    work()
    pass(1000)
    workers[0]?.emit('message', READY)
    pass(99)
    assert.deepEqual(turns, [])
    pass(2)
    assert.deepEqual([turns, workers[0]?.isEnded], [[{ at: 'late' }], true])
  })

  it('and until then a time of its own', () => {
    const { turns, work, pass } = world()
    work()
    pass(1099)
    assert.deepEqual(turns, [])
    pass(2)
    assert.deepEqual(turns, [{ at: 'late' }])
  })

  it('that is there already has no other', () => {
    const { workers, turns, work, pass } = world()
    work()
    workers[0]?.emit('message', READY)
    workers[0]?.emit('message', 'done')
    work()
    pass(101)
    assert.deepEqual(turns, [{ at: 'answered', answer: 'done' }, { at: 'late' }])
  })
})

it('a thread that is spent ends with its answer, and the next one goes on', () => {
  const { workers, turns, work } = world()
  work()
  work()
  workers[0]?.emit('message', 'spent')
  assert.deepEqual([turns, workers[0]?.isEnded, workers.length], [[{ at: 'answered', answer: 'spent' }], true, 1])
  workers[0]?.emit('exit', 1)
  workers[1]?.emit('message', 'done')
  assert.deepEqual(turns[1], { at: 'answered', answer: 'done' })
})
