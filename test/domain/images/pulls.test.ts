import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { hasAll, isSamePulls, type Pulls, pullsOf, withPulls } from '../../../src/domain/images/pulls.ts'

const of = (...images: readonly string[]): Pulls => ({ images: images.map((image) => ({ image })), secrets: [] })

describe('what a pod has its node pull', () => {
  it('is the images of all containers, the first ones first, each once', () => {
    const spec = {
      initContainers: [{ image: 'tools' }, {}],
      containers: [{ image: 'lab', imagePullPolicy: 'Always' }, { image: 'tools' }, { image: '' }],
      imagePullSecrets: [{ name: 'key' }, {}],
    }
    assert.deepEqual(pullsOf(spec), {
      images: [{ image: 'tools' }, { image: 'lab', policy: 'Always' }],
      secrets: ['key'],
    })
  })
  it('is the same object for all that pull the same', () => {
    const one = () => pullsOf({ containers: [{ image: 'quay.io/one' }] })
    assert.equal(one(), one())
    assert.notEqual(one(), pullsOf({ containers: [{ image: 'quay.io/two' }] }))
  })
  it('is nothing where no image is named', () => {
    assert.equal(pullsOf({ containers: [{}] }), undefined)
    assert.equal(pullsOf({}), undefined)
  })
})

describe('of two', () => {
  it('both are all images of both, the one that stands first as it is', () => {
    const always: Pulls = { images: [{ image: 'a', policy: 'Always' }], secrets: ['x'] }
    const both = withPulls(always, { ...of('b', 'a'), secrets: ['y', 'x'] })
    assert.deepEqual(both, { images: [{ image: 'a', policy: 'Always' }, { image: 'b' }], secrets: ['x', 'y'] })
    assert.ok(hasAll(both, always))
    assert.ok(!hasAll(always, both))
  })
  it('they are the same when images, policies and secrets are', () => {
    assert.ok(isSamePulls(of('a'), of('a')))
    assert.ok(!isSamePulls(of('a'), { ...of('a'), secrets: ['x'] }))
    assert.ok(!isSamePulls(of('a'), { images: [{ image: 'a', policy: 'Never' }], secrets: [] }))
  })
})
