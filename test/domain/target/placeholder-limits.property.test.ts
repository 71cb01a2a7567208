import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { decide } from '../../../src/domain/decide/decide.ts'
import { type Memory, NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { MINUTE_MS } from '../../../src/domain/duration.ts'
import { userPool } from '../../support/config.ts'
import { poolOf } from '../../support/decide.ts'
import { deployment } from '../../support/deployment.ts'
import { node } from '../../support/node.ts'
import { observed } from '../../support/observed.ts'
import { pod } from '../../support/pod.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { at } from '../../support/time.ts'
import { build, history } from '../../support/worlds.ts'

describe('what no placeholder and no node raises', () => {
  it('is the most placeholders: where there are no users, nothing that happens does', () => {
    fc.assert(
      fc.property(history, (moments) => {
        let memory: Memory = NO_MEMORY
        for (const [ms, sketch] of moments) {
          const pods = sketch.pods.filter(({ user }) => user === undefined)
          const decision = decide(observed(build({ ...sketch, pods })), memory, ms)
          memory = decision.memory
          for (const [name, known] of Object.entries(memory.pools)) assert.equal(known.filledNodes, undefined, name)
          for (const { most } of decision.pools.values()) assert.doesNotMatch(most.because, /filled/)
        }
      }),
      RUNS,
    )
  })

  const config = userPool({ seat: { requests: { memory: '1Gi' } } })
  const events = [{ title: 'Data 8', from: '09:00', to: '12:00', asks: { user: { students: 10_000 } } }]

  /**
   * An hour in which each placeholder gets a node at once, and users are spread over all nodes, as kube-scheduler does.
   * @returns the most placeholders after each of its six turns
   */
  function heldFor(users: number): number[] {
    let memory: Memory = NO_MEMORY
    let desired = 0
    return Array.from({ length: 6 }, (_, turn) => {
      const nodes = Array.from({ length: desired }, (_one, index) => node({ name: `n${index}` }))
      const seated = nodes.length === 0 ? 0 : users
      const pods = [
        ...Array.from({ length: seated }, (_one, index) =>
          pod({ user: `u${index}`, on: `n${index % nodes.length}`, memory: '1Gi', created: at('08:00') }),
        ),
        ...nodes.slice(seated).map(({ name }) => pod({ placeholder: 'user', on: name, memory: '28Gi' })),
      ]
      const deployments = [deployment({ config, replicas: desired })]
      const nowMs = at('09:00') + turn * 10 * MINUTE_MS
      const decision = decide(observed({ config, events, nodes, pods, deployments }), memory, nowMs)
      memory = decision.memory
      desired = poolOf(decision).desired + seated
      return poolOf(decision).most.count
    })
  }

  it('so a slip of the pen that is held for long does not pull its own limit up', () =>
    assert.deepEqual(heldFor(0), [100, 100, 100, 100, 100, 100]))
  it('nor with a few users on each of its nodes', () => assert.deepEqual(heldFor(300), [100, 100, 100, 100, 100, 100]))
  it('and users who fill nodes raise it, to twice of these', () =>
    // 2000 of 1Gi are 62.5 nodes of 32Gi.
    assert.equal(heldFor(2000).at(-1), 126))
})
