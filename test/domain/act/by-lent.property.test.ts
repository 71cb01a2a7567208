/** Whenever the process ends, what was lent gets back the count that its owner wanted last. */
import assert from 'node:assert/strict'
import { it } from 'node:test'
import { diff } from '../../../src/domain/act/diff.ts'
import { decide } from '../../../src/domain/decide/decide.ts'
import { type Memory, NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { config, userPool } from '../../support/config.ts'
import { lent } from '../../support/lent/lent.ts'
import { observed } from '../../support/observed.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { at, HOUR } from '../../support/time.ts'

const BORROWS = userPool({ resources: {}, holdBy: 'statefulset', replicas: 7 })
const OTHERS = config({ nodePools: { lab: {} } })

/** What happens next: the owner writes a count, the memory is stored, the pool's count is written, or the process starts anew. */
type Turn = { readonly own: number } | 'store' | 'write' | 'restart'
const turns = fc.array(
  fc.oneof(
    fc.record({ own: fc.nat(4) }),
    fc.constantFrom<Turn>('store', 'write', 'write', 'restart'),
  ) as fc.Arbitrary<Turn>,
  { maxLength: 12 },
)

/** A StatefulSet whose owner wanted 1 at first, and a controller with what it remembers. */
function played(all: readonly Turn[]) {
  let [owners, replicas, writer] = [1, 1, 'helm']
  let [memory, stored]: [Memory, Memory] = [NO_MEMORY, NO_MEMORY]
  const look = (settings = BORROWS, laterMs = 0) => {
    const world = { config: settings, lent: [lent({ replicas, writer })], storedLent: stored.lent }
    const decision = decide(observed(world), memory, at('09:00') + laterMs)
    memory = decision.memory
    const [scaled] = diff(decision, observed(world)).actions.filter(({ type }) => type === 'scale')
    return scaled
  }
  for (const turn of all) {
    const scaled = look()
    if (turn === 'store') stored = memory
    else if (turn === 'restart') memory = stored
    else if (turn !== 'write') [owners, replicas, writer] = [turn.own, turn.own, 'helm']
    else if (scaled?.type === 'scale') [replicas, writer] = [scaled.to, 'warmseats']
  }
  memory = stored
  look(OTHERS)
  const back = look(OTHERS, HOUR)
  if (back?.type === 'scale') replicas = back.to
  return { owners, replicas }
}

it('whenever the process ends, what is lent gets back what its owner wanted last', () =>
  fc.assert(
    fc.property(turns, (all) => {
      const { owners, replicas } = played(all)
      assert.equal(replicas, owners)
    }),
    RUNS,
  ))
