import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { NO_MEMORY } from '../../../src/domain/decide/memory.ts'
import { memoryFromJson, memoryToJson } from '../../../src/domain/decide/memory-json.ts'
import { type Boot, type Boots, KEPT_BOOTS, mergeBoots } from '../../../src/domain/demand/boots.ts'
import { boot, boots } from '../../support/boots.ts'
import { fc, RUNS } from '../../support/properties.ts'
import { at, SECOND } from '../../support/time.ts'

describe('what is remembered of boots', () => {
  it('of a pool the last 50, by when they ended', () => {
    const many = boots(...Array.from({ length: KEPT_BOOTS + 3 }, () => 5))
    const kept = mergeBoots([], many)
    assert.deepEqual(kept, many.slice(3))
    assert.equal(mergeBoots(kept, many.slice(0, 3)), kept, 'an old one that is seen again is no news')
  })
  it('of a boot the latest end', () => {
    const [early, late] = [boot(5), { ...boot(7), endMs: boot(5).endMs + 120 * SECOND }]
    assert.deepEqual(mergeBoots([early], [late]), [late])
    const known = [late]
    assert.equal(mergeBoots(known, [early]), known)
  })
})

/** Few instants, so that some ended at the same one; some ends are seen too early, before the images were there. */
const random: fc.Arbitrary<Boot> = fc.tuple(fc.nat(200), fc.constantFrom(0, 0, 20)).map(([number, missedS]) => ({
  pod: `p${number}`,
  endMs: at('08:00') + ((number % 40) - missedS) * SECOND,
  tookMs: (21 + ((number * 7919) % 600) - missedS) * SECOND,
}))
const some = fc.uniqueArray(random, { maxLength: 90, selector: ({ pod: uid }) => uid })

describe('two that know of boots', () => {
  it('agree, whoever is asked first, and however it is grouped', () => {
    fc.assert(
      fc.property(some, some, some, (a, b, c) => {
        const [known, other, third] = [a, b, c].map((one) => mergeBoots([], one))
        assert.deepEqual(mergeBoots(known, other), mergeBoots(other, known))
        assert.deepEqual(mergeBoots(mergeBoots(known, other), third), mergeBoots(known, mergeBoots(other, third)))
        assert.deepEqual(mergeBoots(known, known), known)
      }),
      RUNS,
    )
  })
  it('know the same in whatever order they saw them, and after a restart', () => {
    const shuffled = some.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    )
    fc.assert(
      fc.property(shuffled, ([all, others]) => {
        const oneByOne = others.reduce<Boots>((known, one) => mergeBoots(known, [one]), [])
        assert.deepEqual(oneByOne, mergeBoots([], all))
        const memory = { ...NO_MEMORY, boots: { user: oneByOne } }
        assert.deepEqual(memoryFromJson(memoryToJson(memory)), memory)
      }),
      RUNS,
    )
  })
})
