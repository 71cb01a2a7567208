import assert from 'node:assert/strict'
import { it } from 'node:test'
import { carriedOf } from '../../../src/domain/carried/carried.ts'
import { NO_PULLS, type Pulls } from '../../../src/domain/images/pulls.ts'

const of = (...images: readonly string[]): Pulls => ({ images: images.map((image) => ({ image })), secrets: [] })
const run = (...images: readonly string[]) => ({
  toMinute: 0,
  kinds: images.map((image) => ({ ...of(image), weight: 1 })),
})

it('what is configured is brought, whatever people run', () =>
  assert.deepEqual(carriedOf(of('a'), run('b'), of('c'), false), of('a')))
it('what most people run is brought where nothing is configured', () => {
  assert.deepEqual(carriedOf('auto', run('a', 'b'), undefined, false), of('a', 'b'))
  assert.deepEqual(carriedOf('auto', undefined, undefined, true), NO_PULLS)
})
it('it grows at once', () => assert.deepEqual(carriedOf('auto', run('b'), of('a'), false), of('b', 'a')))
it('it is the same one while nothing is missing, and shrinks only while there are no placeholders', () => {
  const before = of('a', 'b')
  assert.equal(carriedOf('auto', run('b'), before, false), before)
  assert.deepEqual(carriedOf('auto', run('b'), before, true), of('b'))
})
it('it is not forgotten in a break in which nobody comes', () => {
  assert.deepEqual(carriedOf('auto', undefined, of('a'), true), of('a'))
  assert.deepEqual(carriedOf('auto', undefined, of('a'), false), of('a'))
})
it('one without a shell stays known as such, as long as it is brought', () => {
  const bare: Pulls = { images: [{ image: 'a', isBare: true }, { image: 'b' }], secrets: [] }
  const seen = new Set(['docker.io/library/a:latest'])
  assert.deepEqual(carriedOf('auto', run('a', 'b'), of('a', 'b'), false, seen), bare)
  assert.equal(carriedOf('auto', run('a', 'b'), bare, false), bare)
  assert.deepEqual(carriedOf(of('a'), undefined, bare, false), { images: [{ image: 'a', isBare: true }], secrets: [] })
})
