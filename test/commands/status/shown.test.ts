import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { sayStatus } from '../../../src/commands/status/said.ts'
import { shownIn } from '../../../src/commands/status/shown.ts'
import { userPool } from '../../support/config.ts'
import { node } from '../../support/node.ts'
import { pod } from '../../support/pod.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { snapshotAt } from '../../support/snapshot.ts'

const LEAST = { at: '2026-03-24T09:00:00Z', verdict: { state: 'well', text: 'All is well.' } }

describe('what a status says', () => {
  it('is read of what the page has, all of it', () => {
    const world = {
      config: userPool({ replicas: 1 }),
      events: [{ title: 'Midterm', asks: { user: { students: 30 } } }],
      nodes: [node({ name: 'n1' })],
      pods: [pod({ user: 'ada', on: 'n1' })],
    }
    const snapshot = snapshotAt('08:50', world)
    const shown = shownIn(JSON.stringify(snapshot))
    assert.deepEqual(
      shown?.pools.map(({ name, users, openSeats, nodes }) => [name, users.onNodes, openSeats, nodes.usable]),
      snapshot.pools.map(({ name, users, openSeats, nodes }) => [name, users.onNodes, openSeats, nodes.usable]),
    )
    assert.deepEqual(shown?.verdict.causes.length, snapshot.verdict.causes.length)
    assert.deepEqual(
      shown?.events.map(({ title }) => title),
      ['Midterm'],
    )
  })

  it('needs a verdict and its time, and no more', () => {
    assert.equal(shownIn(JSON.stringify(LEAST))?.verdict.text, 'All is well.')
    for (const text of ['', 'null', '[]', '{}', '<html>', '{"at": "x"}', '{"verdict": {}}'])
      assert.equal(shownIn(text), undefined, text)
  })

  it('of another version is read as far as it is known', () => {
    const other = {
      ...LEAST,
      verdict: {
        ...LEAST.verdict,
        state: 'calm',
        mood: 1,
        causes: [{ kind: 'new' }, { text: 'a', doing: { text: 'b', copy: 'c' } }],
      },
      pools: [{ name: 'user', nodes: 7, users: { onNodes: 3 } }, { title: 'no pool' }],
      problems: 'none',
      history: { user: [1, 2, 3] },
    }
    const shown = shownIn(JSON.stringify(other))
    assert.deepEqual([shown?.verdict.state, shown?.verdict.causes.length, shown?.problems], ['calm', 1, []])
    assert.deepEqual(
      shown?.pools.map(({ name, users, nodes }) => [name, users.onNodes, users.waiting, nodes.usable]),
      [['user', 3, 0, 0]],
    )
  })

  it('never steers a terminal', () => {
    const shown = shownIn(
      JSON.stringify({ ...LEAST, verdict: { state: 'bad', text: 'a\u001b[2Jb\u202ec', causes: [] } }),
    )
    assert.equal(shown?.verdict.text, 'a\\u001b[2Jb\\u202ec')
  })

  it('whatever JSON comes, it is read or refused, and what is read can be said', () => {
    const verdict = fc.record({ state: fc.string(), text: fc.string(), causes: fc.jsonValue(), parts: fc.jsonValue() })
    const anything = fc.record({
      at: fc.constantFrom('2026-03-24T09:00:00Z', 'never'),
      verdict,
      ...{ pools: fc.jsonValue(), events: fc.jsonValue(), problems: fc.jsonValue(), classes: fc.jsonValue() },
      ...{ release: fc.jsonValue(), leader: fc.jsonValue(), decidedAt: fc.jsonValue(), zone: fc.constant('utc') },
    })
    fc.assert(
      fc.property(fc.oneof(anything, fc.jsonValue()), (value) => {
        const shown = shownIn(JSON.stringify(value))
        const said = shown ? sayStatus(shown).body : ''
        for (const wrong of ['undefined', '[object', '\u001b']) assert.ok(!said.includes(wrong), said)
      }),
      RUNS,
    )
  })
})
