import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type ConfigValues, userPool } from '../../support/config.ts'
import { decideAt } from '../../support/decide.ts'
import { node } from '../../support/node.ts'
import type { World } from '../../support/observed.ts'

const values = { resources: {}, seat: { requests: { memory: '2Gi' } } } satisfies NonNullable<
  ConfigValues['nodePools']
>[string]
const nodes = [node({ name: 'n1' })]
const THURSDAY = { from: '2026-03-26T09:00Z', to: '2026-03-26T10:00Z' }
const world = (students: number, maxPlaceholders = 40, more: World = {}): World => ({
  config: userPool({ ...values, maxPlaceholders }),
  nodes,
  events: [{ title: 'Data 8', ...THURSDAY, asks: { user: { students } } }],
  ...more,
})
const said = (seen: World) => {
  const { problems, remarks } = decideAt('09:00', seen)
  const texts = (all: typeof problems) => all.map(({ where, text }) => `${where}: ${text}`)
  return { problems: texts(problems), remarks: texts(remarks) }
}

describe('a class of the coming week', () => {
  it('is a problem where it certainly does not fit', () => {
    const { problems, remarks } = said(world(120, 4))
    assert.match(
      problems.join('\n'),
      /^nodePools\.user: "Data 8", Thu 26 Mar 09:00, needs \d+ placeholders; the pool can have 4 placeholders/,
    )
    assert.deepEqual(remarks, [])
  })
  it('is a remark where it needs more nodes than were ever seen, and no problem', () =>
    assert.deepEqual(said(world(120)), {
      problems: [],
      remarks: [
        'nodePools.user: "Data 8", Thu 26 Mar 09:00, needs 8 nodes; the most seen so far is 1 node: whether more can come, nobody says',
      ],
    }))
  it('is neither where so many were there once, or nobody has seen a node', () => {
    assert.deepEqual(said(world(16)), { problems: [], remarks: [] })
    assert.deepEqual(said(world(120, 40, { nodes: [] })).remarks, [])
  })
})
