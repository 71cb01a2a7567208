import assert from 'node:assert/strict'
import { it } from 'node:test'
import { asyncScheduler, of, throwError } from 'rxjs'
import { bringBack } from '../../../streams/act/bring-back.ts'
import { OWNER } from '../../support/deployment.ts'
import { stepAt } from '../../support/snapshot.ts'
import { marbles } from '../support/marbles.ts'

const STEPS = {
  t: stepAt('09:00', { owner: OWNER }, { leading: true }),
  g: stepAt('09:00', { owner: null }, { leading: true }),
  f: stepAt('09:00', { owner: null }, { leading: false }),
}

/** Made: in ms from the beginning. */
const TABLE: readonly [name: string, steps: string, made: readonly number[], refused?: true][] = [
  ['while it is there nothing is made', 't-t 60s |', []],
  ['when it is gone it is made anew, once it is certain that it stays so', 't 9ms g-g 60s |', [2010]],
  ['it is made where it never was', 'g 60s |', [2000]],
  ['who came back meanwhile needs nobody', 'g 1s t 60s |', []],
  ['a replica that follows makes nothing', 'f 60s |', []],
  ['who leads no more leaves it to the next', 'g 1s f 60s |', []],
  ['deleted again and again, it is made once in ten seconds', 'g 2998ms t-g 60s |', [2000, 12_000]],
  ['what is refused is tried again as long as it is gone', 'g 25s t 60s |', [2000, 12_000, 22_000], true],
]

for (const [name, steps, made, refused] of TABLE)
  it(`the state ConfigMap: ${name}`, () =>
    marbles(({ hot, flush }) => {
      const triedMs: number[] = []
      const makeAnew = () => {
        triedMs.push(asyncScheduler.now())
        return refused ? throwError(() => new Error('403')) : of(undefined)
      }
      hot(steps, STEPS)
        .pipe(bringBack({ makeAnew, isThere: () => undefined }))
        .subscribe()
      flush()
      assert.deepEqual(triedMs, made)
    }))

it('whoever made it, it is told that it is there', () =>
  marbles(({ hot, flush }) => {
    const told: string[] = []
    const stateObject = { makeAnew: () => of(told.push('made')), isThere: () => void told.push('there') }
    hot('t-t-g-t 9s |', STEPS).pipe(bringBack(stateObject)).subscribe()
    flush()
    assert.deepEqual(told, ['there', 'there'])
  }))
