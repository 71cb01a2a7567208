import assert from 'node:assert/strict'
import { it } from 'node:test'
import { agenda } from '../../../src/simulation/actors/agenda.ts'
import { advance, virtualClock } from '../../../src/simulation/clock.ts'

it('everything at its instant, in order; what is past at once', async () => {
  const clock = virtualClock(1000)
  const done: string[] = []
  const note = (name: string) => () => done.push(`${name} ${clock.now()}`)
  const entries = [
    { atMs: 5000, act: note('late') },
    { atMs: 3000, act: note('first') },
    { atMs: 3000, act: note('second') },
    { atMs: 10, act: note('past') },
  ]
  agenda(entries, clock).subscribe({ complete: note('end') })
  await advance(clock, 9000)
  assert.deepEqual(done, ['past 1000', 'first 3000', 'second 3000', 'late 5000', 'end 5000'])
})

it('unsubscribed, nothing more happens; an empty one completes', async () => {
  const clock = virtualClock(0)
  const done: string[] = []
  agenda([{ atMs: 10, act: () => done.push('never') }], clock)
    .subscribe()
    .unsubscribe()
  agenda([], clock).subscribe({ complete: () => done.push('empty') })
  await advance(clock, 100)
  assert.deepEqual(done, ['empty'])
})
