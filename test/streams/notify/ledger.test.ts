import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { lastValueFrom, of } from 'rxjs'
import { NOTHING_WATCHED, type Watch } from '../../../src/domain/notify/advance.ts'
import type { Claimed } from '../../../src/domain/notify/claimed.ts'
import type { Told } from '../../../src/domain/notify/told.ts'
import { ledger } from '../../../streams/notify/ledger.ts'
import { at } from '../../support/time.ts'

const told = (...keys: string[]): Told => ({
  begun: Object.fromEntries(keys.map((key) => [key, { kind: 'waits', sinceMs: at('09:00') }])),
  once: {},
})
const watch = (...keys: string[]): Watch => ({ ...NOTHING_WATCHED, told: told(...keys) })

function book(claimed: Claimed, stored: Told | undefined = told('a')) {
  const unkept: string[] = []
  const versions: string[] = []
  const answer: { claimed: Claimed; stored: Told | undefined; version: string } = { claimed, stored, version: '1' }
  const own = ledger({
    stored: () => (answer.stored === undefined ? undefined : { resourceVersion: answer.version, told: answer.stored }),
    claim: (_, version) => {
      versions.push(version)
      return of(answer.claimed)
    },
    onUnkept: (because) => unkept.push(because),
  })
  const keep = (next: Watch) => lastValueFrom(own.keep(next))
  return { ...own, answer, unkept, versions, keep, keys: () => Object.keys(own.now().told.begun) }
}

describe('what was told', () => {
  it('begins with what is written down, and is then its own', async () => {
    const { keep, keys, answer } = book({ at: 'kept' })
    assert.deepEqual(keys(), ['a'])
    assert.equal(await keep(watch('a', 'b')), 'keep')
    answer.stored = told('a')
    assert.deepEqual(keys(), ['a', 'b'], 'though the watch does not show it yet')
  })
  it('is read anew when another has written', async () => {
    const { keep, keys, answer, versions } = book({ at: 'overtaken' })
    assert.equal(await keep(watch('a', 'b')), 'wait')
    answer.stored = told('c')
    answer.version = '2'
    assert.deepEqual(keys(), ['c'])
    await keep(watch('c'))
    assert.deepEqual(versions, ['1', '2'])
  })
  it('is not written over what the last leader wrote while this one took over', async () => {
    const { keep, keys, answer, versions } = book({ at: 'kept' })
    assert.deepEqual(keys(), ['a'])
    answer.stored = told()
    answer.version = '2'
    assert.deepEqual([await keep(watch('a', 'b')), versions], ['wait', []])
    assert.deepEqual(keys(), [])
  })
  it('is told without, once it could not be written three times, and that is said once', async () => {
    const { keep, keys, unkept } = book({ at: 'failed', because: 'no' })
    assert.deepEqual([await keep(watch('b')), await keep(watch('b')), await keep(watch('b'))], ['wait', 'wait', 'keep'])
    assert.equal(await keep(watch('b', 'c')), 'keep', 'and from then on at once')
    assert.deepEqual(unkept, ['no'])
    assert.deepEqual(keys(), ['b', 'c'])
  })
  it('that could not be written is not lost when another leads for a while', async () => {
    const { keep, keys, forget, answer } = book({ at: 'failed', because: 'no' })
    for (let n = 0; n < 3; n++) await keep(watch('b'))
    forget()
    answer.stored = told('a')
    assert.deepEqual(keys(), ['a', 'b'])
  })
  it('cannot be written where the ConfigMap is gone', async () => {
    const { keep, answer, versions, unkept } = book({ at: 'kept' })
    answer.stored = undefined
    for (let n = 0; n < 3; n++) await keep(watch('b'))
    assert.deepEqual([versions, unkept], [[], ['the state ConfigMap is gone']])
  })
})
