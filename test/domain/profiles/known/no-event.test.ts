import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { halfResources } from '../../../../src/domain/profiles/known/half-resources.ts'
import { withoutEvent } from '../../../../src/domain/profiles/known/no-event.ts'
import { misplaced } from '../../../../src/domain/profiles/known/order.ts'
import { profilesIn } from '../../../support/profiles.ts'

const event = (title: string, ...pools: string[]) => ({ title, pools, startMs: 0, endMs: 1 })
const said = (during: string, ...events: ReturnType<typeof event>[]) =>
  withoutEvent(profilesIn(`profiles:\n- {name: exam, during: ${during}}`), events).map(({ text, line }) => [line, text])

describe('a profile of an event that nobody plans', () => {
  it('is named with its place and what is planned', () =>
    assert.deepEqual(said('"Midterm*"', event('Final'), event('Final'), event('x'.repeat(99))), [
      [2, `profile "exam": no coming event is called "Midterm*"; there are "Final", "${'x'.repeat(79)}…"`],
    ]))
  it('also where another pool is asked of, or nothing is planned', () => {
    const pools = '{events: [Midterm, Final], pools: [lab]}'
    assert.match(
      String(said(pools, event('Final', 'user'))),
      /that asks for lab is called "Midterm" or "Final"; there are/,
    )
    assert.match(String(said('Final')), /there is none at all/)
    assert.deepEqual(said(pools, event('final ', 'lab')), [])
  })
})

describe('profiles of events among others', () => {
  it('come last wherever they stand, so that none is misplaced', () =>
    assert.deepEqual(misplaced(profilesIn('profiles:\n- {during: Final, users: [a], env: {A: x}}\n- env: {A: y}')), []))
  it('that give half of the resources keep the other half of everybody’s, unless all is guaranteed', () => {
    const half = (more: string) =>
      halfResources(
        profilesIn(
          `profiles:\n- {name: exam, during: Final, ${more}resources: {limits: {memory: 4Gi}}}\n- {name: all, resources: {requests: {memory: 1Gi}}}`,
        ),
      ).map(({ text }) => text)
    assert.match(String(half('')), /profile "exam" gives `limits` alone, so that the `requests` of profile "all" stay/)
    assert.deepEqual(half('guaranteed: true, '), [])
  })
})
