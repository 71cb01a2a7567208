import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { eightSteps } from '../../src/rehearsal/eight-steps.ts'
import type { SeenWorld } from '../../src/rehearsal/seen-world.ts'

interface More {
  readonly waiting?: number
  /** Others than those of before. */
  readonly moved?: boolean
}

/** A world with so many users and placeholders on each node. */
function world(counts: readonly (readonly [users: number, placeholders: number])[], { waiting = 0, moved }: More = {}) {
  const total = (index: 0 | 1) => counts.reduce((sum, pair) => sum + pair[index], 0)
  const uids = (kind: string, count: number) =>
    new Set(Array.from({ length: count }, (_, number) => `${moved ? 'other-' : ''}${kind}${number}`))
  return {
    nodes: counts.map(([users, placeholders], number) => ({ name: `n${number}`, users, placeholders })),
    users: { running: uids('u', total(0)), waiting },
    placeholders: { running: uids('p', total(1)), waiting: 0 },
  } satisfies SeenWorld
}

const steps = eightSteps(8)
const objection = (number: number, now: SeenWorld, before: SeenWorld = world([])) =>
  steps[number - 1]?.objection(now, before)

describe('the demonstration in eight steps', () => {
  it('has the numbers of old where eight fit a node', () => {
    assert.deepEqual(
      steps.map(({ number, users, placeholders }) => [number, users, placeholders]),
      [0, 4, 8, 0, 4, 8, 28, 0].map((users, index) => [index + 1, users, 4]),
    )
  })
  it('fills whole nodes also where an odd number fits', () => {
    const counts = eightSteps(5).map(({ users, placeholders }) => [users, placeholders])
    assert.deepEqual(counts[1], [3, 2])
    assert.deepEqual(counts[6], [18, 2])
  })

  const full = world([[4, 4]])
  const apart = world([[8, 0], [0, 4]]) // biome-ignore format: as nodes
  for (const [number, now, before] of [
    [1, world([[0, 4]]), world([])],
    [2, full, world([[0, 4]])],
    [3, apart, full],
    [4, world([[0, 4]]), apart],
    [
      4,
      world([
        [0, 4],
        [0, 0],
      ]),
      apart,
    ],
    [
      5,
      full,
      world([
        [0, 4],
        [0, 0],
      ]),
    ],
    [
      5,
      world([
        [4, 0],
        [0, 4],
      ]),
      world([
        [0, 4],
        [0, 0],
      ]),
    ],
    [6, apart, full],
    [
      7,
      world([
        [8, 0],
        [8, 0],
        [8, 0],
        [4, 4],
      ]),
      apart,
    ],
    [
      8,
      world([[0, 4]]),
      world([
        [8, 0],
        [8, 0],
        [8, 0],
        [4, 4],
      ]),
    ],
  ] as const)
    it(`${number}. is as announced: ${JSON.stringify(now.nodes.map(({ users, placeholders }) => [users, placeholders]))}`, () =>
      assert.equal(objection(number, now, before), undefined))

  for (const [number, now, before, said] of [
    [1, world([]), world([]), /^0 placeholders run and 0 wait; it should be 4 and none/],
    [
      1,
      world([
        [0, 2],
        [0, 2],
      ]),
      world([]),
      /are on 2 nodes; it should be 1/,
    ],
    [2, world([[4, 4]], { moved: true }), world([[0, 4]]), /placeholders had to go, though there was room/],
    [2, world([[4, 4]], { waiting: 1 }), world([[0, 4]]), /4 users run and 1 wait/],
    [
      3,
      world(
        [
          [8, 0],
          [0, 4],
        ],
        { moved: true },
      ),
      full,
      /users who had a seat lost it/,
    ],
    [
      3,
      world([
        [4, 4],
        [4, 0],
      ]),
      full,
      /users are on 2 nodes; it should be one/,
    ],
    [
      5,
      world([
        [2, 4],
        [2, 0],
      ]),
      world([
        [0, 4],
        [0, 0],
      ]),
      /users are on 2 nodes; it should be one/,
    ],
    [
      5,
      world([
        [4, 4],
        [0, 0],
      ]),
      world([
        [0, 4],
        [0, 0],
      ]),
      /^n1 is empty, and still there/,
    ],
    [
      7,
      world([
        [8, 0],
        [8, 0],
        [6, 0],
        [6, 0],
        [0, 4],
      ]),
      apart,
      /are on 5 nodes; it should be 4/,
    ],
    [
      8,
      world([
        [0, 4],
        [0, 0],
      ]),
      world([]),
      /n1 is empty, and still there/,
    ],
  ] as const)
    it(`${number}. is not: ${said}`, () => assert.match(objection(number, now, before) ?? '', said))

  it('8. is also where the crowd has left placeholders on two nodes', () => {
    const parted = world([
      [0, 3],
      [0, 1],
    ])
    assert.equal(objection(8, parted, world([])), undefined)
  })
})
