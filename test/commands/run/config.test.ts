/** The copy of the last good config: written by who leads, on change, until it is there. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { of, throwError } from 'rxjs'
import { keepConfig } from '../../../src/commands/run/config.ts'
import type { State } from '../../../streams/sources/state.ts'
import type { View } from '../../../streams/watch/view.ts'
import { live, STATE } from '../../streams/support/inputs.ts'
import { marbles } from '../../streams/support/marbles.ts'
import { config } from '../../support/config.ts'

/** A copy that cannot be written. */
const REFUSED = 'x'
const good = (text: string) => ({ config: config(), text })
const GOOD = { a: good('a'), b: good('b'), x: good(REFUSED) }
const VIEWS: Record<string, View<State | undefined>> = {
  n: live(undefined),
  s: live(STATE),
  a: live({ ...STATE, config: 'a' }),
}

const TABLE: readonly [name: string, leading: string, good: string, state: string, saved: readonly string[]][] = [
  ['is written once', 't', 'a', 's-s-s 60s |', ['a']],
  ['not where it is there already', 't', 'a', 'a', []],
  ['not without a ConfigMap', 't', 'a', 'n', []],
  ['not by who follows', 'f', 'a', 's', []],
  ['by who leads then', 'f-t', 'a', 's', ['a']],
  ['anew when it changes', 't', 'a-b', 's', ['a', 'b']],
  ['every 10 s until it can be', 't', 'x', 's', ['x', 'x', 'x', 'x']],
  ['or there is a newer one', 't', 'x 14s b', 's', ['x', 'x', 'b']],
]

for (const [name, leading, goods, state, saved] of TABLE)
  it(`the copy of the config ${name}`, () =>
    marbles(({ hot, cold, flush }) => {
      const seen: string[] = []
      const save = (text: string) => {
        seen.push(text)
        return text === REFUSED ? throwError(() => new Error('too large')) : of(undefined)
      }
      const deps = {
        leading$: hot(leading, { t: true, f: false }),
        good$: hot(goods, GOOD),
        state$: hot(state, VIEWS),
        save,
      }
      const subscription = keepConfig(deps).subscribe()
      cold('35s |').subscribe({ complete: () => subscription.unsubscribe() })
      flush()
      assert.deepEqual(seen, saved)
    }))
