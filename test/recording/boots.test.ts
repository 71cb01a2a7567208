import assert from 'node:assert/strict'
import { it } from 'node:test'
import { type Boots, boots } from '../../src/recording/boots.ts'
import { node } from '../support/node.ts'
import { at, MINUTE, SECOND } from '../support/time.ts'
import { CONFIG, server } from './support.ts'

/** A node that was made a minute after Ada came, to whom it was given so many seconds after that. */
function booted(seen: Boots, name: string, seconds: number, cameFirst = true): void {
  const created = at('09:00')
  const machine = node({ name, created: cameFirst ? created + MINUTE : created - MINUTE })
  const boundAt = created + seconds * SECOND
  seen.pods.applied(server({ user: `late-${name}`, on: name, created: created + 30 * SECOND, boundAt }), undefined)
  seen.pods.applied(server({ user: `ada-${name}`, on: name, created, boundAt }), undefined)
  seen.nodes.applied(machine, undefined)
}

it('as long as the first who waited for a node did, half of them and nine of ten', () => {
  const seen = boots(CONFIG)
  const all = [240, 200, 300, 220, 600]
  for (const [number, seconds] of all.entries()) booted(seen, `n${number}`, seconds)
  assert.deepEqual(seen.of('user'), { medianMs: 240 * SECOND, p90Ms: 600 * SECOND, nodes: 5 })
  seen.nodes.deleted(node({ name: 'n4' }))
  assert.equal(seen.of('user')?.p90Ms, 600 * SECOND, 'a node that is gone took as long')
  assert.equal(seen.of('lab'), undefined)
})

it('who found a node waited for none, and who waited for hours waited for something else', () => {
  const seen = boots(CONFIG)
  for (const name of ['a', 'b', 'c']) booted(seen, name, 5, false)
  for (const name of ['d', 'e', 'f']) booted(seen, name, 7200)
  for (const name of ['g', 'h']) booted(seen, name, 240)
  assert.equal(seen.of('user'), undefined, 'two are too few')
  booted(seen, 'i', 240)
  assert.equal(seen.of('user')?.nodes, 3)
})

it('of two nodes of one name each has its own', () => {
  const seen = boots(CONFIG)
  booted(seen, 'n1', 240)
  seen.nodes.deleted(node({ name: 'n1' }))
  for (const name of ['n1', 'n2']) booted(seen, name, 300)
  assert.deepEqual(seen.of('user'), { medianMs: 300 * SECOND, p90Ms: 300 * SECOND, nodes: 3 })
})
