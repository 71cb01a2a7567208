import assert from 'node:assert/strict'
import { it } from 'node:test'
import { seatFigures } from '../../../src/domain/figures/seat-figures.ts'
import { poolIn, userPool } from '../../support/config.ts'
import { decideAt, poolOf } from '../../support/decide.ts'
import { node } from '../../support/node.ts'
import { observed } from '../../support/observed.ts'
import { pod } from '../../support/pod.ts'
import { at } from '../../support/time.ts'

const world = {
  nodes: [node(), node({ name: 'n2' })],
  pods: [pod({ user: 'ada', on: 'n1', memory: '4Gi' }), pod({ placeholder: 'user', on: 'n2', memory: '28Gi' })],
}
const seatsWith = (config: ReturnType<typeof userPool>) =>
  seatFigures(
    poolOf(decideAt('09:00', { ...world, config })),
    poolIn(config),
    observed({ ...world, config }),
    at('09:00'),
  )

it('seats under placeholders are open: people find them', () =>
  assert.deepEqual(seatsWith(userPool({ seat: { requests: { memory: '4Gi' } } })), { open: 15, coming: 0 }))
it('while nobody knows how large a seat is there is nothing to say', () =>
  assert.equal(seatsWith(userPool()), undefined))
