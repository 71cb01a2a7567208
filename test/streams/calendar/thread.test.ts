import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { describe, it } from 'node:test'
import { Worker } from 'node:worker_threads'
import { lastValueFrom, VirtualTimeScheduler } from 'rxjs'
import type { Answer, Request } from '../../../streams/calendar/kept-calendars.ts'
import { packReading } from '../../../streams/calendar/packed-reading.ts'
import type { Read } from '../../../streams/calendar/reader.ts'
import { calendarThread, type ThreadOptions } from '../../../streams/calendar/thread.ts'
import type { ThreadWorker } from '../../../streams/threads/spawn.ts'
import { ics, ms, vevent } from '../../domain/calendar/support.ts'

const STRETCH = { fromMs: ms('2026-03-01'), toMs: ms('2026-03-15') }
const lecture = ics(vevent('SUMMARY:Lecture\nDTSTART:20260301T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY'))

/** A thread that says what the test says, when it says it. */
class FakeWorker extends EventEmitter {
  readonly asked: Request[] = []
  isRef = true
  isEnded = false
  postMessage(request: Request): void {
    this.asked.push(request)
  }
  ref(): void {
    this.isRef = true
  }
  unref(): void {
    this.isRef = false
  }
  async terminate(): Promise<number> {
    this.isEnded = true
    return 1
  }
}

function world(options: ThreadOptions = {}) {
  const scheduler = new VirtualTimeScheduler(undefined, Number.POSITIVE_INFINITY)
  const workers: FakeWorker[] = []
  const spawn = () => {
    const worker = new FakeWorker()
    workers.push(worker)
    return worker as unknown as ThreadWorker
  }
  const thread = calendarThread({ spawn, deadlineMs: 30_000, idleMs: 10_000, memoryMb: 64, ...options }, scheduler)
  const reads: Record<string, Read[]> = {}
  const read = (name: string, open = thread.open(name, {}, scheduler)) => {
    const own: Read[] = []
    reads[name] = own
    return open(STRETCH).subscribe((one) => own.push(one))
  }
  const pass = (byMs: number) => {
    scheduler.maxFrames = scheduler.now() + byMs
    scheduler.flush()
    scheduler.frame = scheduler.maxFrames
  }
  const asked = () => workers.map((worker) => worker.asked.map(({ text }) => text))
  const because = (name: string) => reads[name]?.map((one) => (one.at === 'failed' ? one.because : one.at))
  return { thread, workers, read, pass, asked, because }
}
const READ: Answer = { at: 'reading', reading: packReading({ ...STRETCH, occurrences: [], problems: [] }) }

describe('a thread for calendars, and what goes wrong there', () => {
  it('starts when the first is read, reads one after the other, and is there for the next', () => {
    const { workers, read, asked, because } = world()
    assert.equal(workers.length, 0)
    read('a')
    read('b')
    assert.deepEqual(asked(), [['a']])
    workers[0]?.emit('message', READ)
    assert.deepEqual([asked(), because('a'), because('b')], [[['a', 'b']], ['reading'], []])
    workers[0]?.emit('message', READ)
    read('c')
    assert.deepEqual([asked(), because('b')], [[['a', 'b', 'c']], ['reading']])
  })

  it('keeps the process only while it reads, and ends when there was nothing to do for a while', () => {
    const { workers, read, pass } = world()
    read('a')
    assert.equal(workers[0]?.isRef, true)
    workers[0]?.emit('message', READ)
    assert.equal(workers[0]?.isRef, false)
    pass(9999)
    assert.equal(workers[0]?.isEnded, false)
    pass(2)
    assert.equal(workers[0]?.isEnded, true)
    workers[0]?.emit('exit', 1)
    read('b')
    assert.deepEqual(workers[1]?.asked.length, 1)
  })

  it('ends when it has read much, and the next one goes on', () => {
    const { workers, read, asked, because } = world({ mostCharacters: 5 })
    for (const name of ['abc', 'def', 'ghi']) read(name)
    workers[0]?.emit('message', READ)
    workers[0]?.emit('message', READ)
    assert.deepEqual([because('def'), workers[0]?.isEnded, asked()], [['reading'], true, [['abc', 'def']]])
    workers[0]?.emit('exit', 1)
    assert.deepEqual(asked(), [['abc', 'def'], ['ghi']])
  })

  it('past the deadline the calendar fails, and the next ones get a new thread once the old one is gone', () => {
    const { workers, read, pass, asked, because } = world()
    read('bomb')
    read('b')
    pass(29_999)
    assert.deepEqual(because('bomb'), [])
    pass(2)
    assert.deepEqual(because('bomb'), [
      'it was not read within 30 s: a calendar of this term alone, or one for the hub alone, would be right',
    ])
    assert.deepEqual([asked(), workers[0]?.isEnded], [[['bomb']], true])
    workers[0]?.emit('exit', 1)
    assert.deepEqual(asked(), [['bomb'], ['b']])
    workers[1]?.emit('message', READ)
    assert.deepEqual(because('b'), ['reading'])
  })

  const outOfMemory = Object.assign(new Error('private'), { code: 'ERR_WORKER_OUT_OF_MEMORY' })
  for (const [name, happens, says] of [
    [
      'it takes too much memory',
      (worker) => worker.emit('error', outOfMemory),
      'it takes more than 64 MB of memory to be read: a calendar of this term alone, or one for the hub alone, would be right',
    ],
    [
      'it throws',
      (worker) => worker.emit('error', new TypeError('private')),
      'it cannot be read: the thread that reads it failed (TypeError), which is a fault of this program',
    ],
    [
      'it ends',
      () => undefined,
      'it cannot be read: the thread that reads it ended (exit code 7), which is a fault of this program',
    ],
  ] as [string, (worker: FakeWorker) => unknown, string][])
    it(`${name}: this calendar fails, and the next one is read`, () => {
      const { workers, read, asked, because } = world()
      read('bomb')
      read('b')
      happens(workers[0] ?? assert.fail())
      workers[0]?.emit('exit', 7)
      assert.deepEqual([because('bomb'), asked()], [[says], [['bomb'], ['b']]])
    })

  it('who does not want it any more ends what is under way, or gives up its place', () => {
    const { workers, read, asked } = world()
    const first = read('a')
    const second = read('b')
    read('c')
    second.unsubscribe()
    first.unsubscribe()
    assert.equal(workers[0]?.isEnded, true)
    workers[0]?.emit('exit', 1)
    assert.deepEqual(asked(), [['a'], ['c']])
  })

  it('the same text is asked for by the same key, another by another', () => {
    const { thread, workers, read } = world()
    const one = thread.open('a', {}, new VirtualTimeScheduler())
    for (const open of [one, one, thread.open('a', {}, new VirtualTimeScheduler())]) {
      read('a', open)
      workers[0]?.emit('message', READ)
    }
    const [first, again, other] = workers[0]?.asked.map(({ key }) => key) ?? []
    assert.deepEqual([first === again, first === other], [true, false])
  })

  it('closed, it forgets what waits; what is asked for later gets a new one', () => {
    const { thread, workers, read, asked } = world()
    read('a')
    read('b')
    thread.close()
    workers[0]?.emit('exit', 1)
    read('c')
    assert.deepEqual(asked(), [['a'], ['c']])
  })
})

describe('with a thread that is one', () => {
  const real = (options: ThreadOptions, scheduler = new VirtualTimeScheduler()) => {
    const thread = calendarThread(options, scheduler)
    return { thread, read: (text: string) => lastValueFrom(thread.open(text, {}, scheduler)(STRETCH)) }
  }
  const heavy = ics(
    ...Array.from({ length: 15_000 }, (_, n) =>
      vevent(`UID:${n}\nDTSTART:20260301T090000Z\nRRULE:FREQ=WEEKLY;INTERVAL=${2 + n}\nEXDATE:20260302T090000Z`),
    ),
  )

  it('what it reads is what is read here', async () => {
    const { thread, read } = real({})
    const outcome = await read(lecture)
    thread.close()
    assert(outcome.at === 'reading')
    assert.deepEqual([outcome.reading.occurrences.length, outcome.reading.occurrences[0]?.summary], [14, 'Lecture'])
    assert(outcome.reading.occurrences[0]?.description.asks instanceof Map)
  })

  it('what is no calendar is refused with the same words', async () => {
    const { thread, read } = real({})
    const outcome = await read('{"kind": "calendar#events"}')
    thread.close()
    assert.match(outcome.at === 'failed' ? outcome.because : '', /^this is JSON, not a calendar/)
  })

  it('out of memory: the calendar fails, the process goes on, and others are read', async () => {
    const { thread, read } = real({ memoryMb: 24 })
    const [bomb, other] = await Promise.all([read(heavy), read(lecture)])
    thread.close()
    assert.match(bomb.at === 'failed' ? bomb.because : '', /^it takes more than 24 MB of memory to be read: a calendar/)
    assert.equal(other.at, 'reading')
  })

  it('past the deadline: the same', async () => {
    const scheduler = new VirtualTimeScheduler()
    const { thread, read } = real({ deadlineMs: 1 }, scheduler)
    const bomb = read(heavy)
    scheduler.flush()
    assert.match(JSON.stringify(await bomb), /it was not read within 0.001 s/)
    assert.equal((await read(lecture)).at, 'reading')
    thread.close()
  })

  it('a fault in it: the same, without what the fault says', async () => {
    const broken = "require('node:worker_threads').parentPort.on('message', () => { throw new RangeError('private') })"
    let made = 0
    const spawn = () => {
      made++
      return new Worker(broken, { eval: true })
    }
    const { thread, read } = real({ spawn })
    for (const _ of [1, 2]) {
      const outcome = await read(lecture)
      assert.match(outcome.at === 'failed' ? outcome.because : '', /the thread that reads it failed \(RangeError\)/)
    }
    assert.equal(made, 2)
    thread.close()
  })
})
