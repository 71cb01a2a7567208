import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ApiError } from '../../../src/kubernetes/errors.ts'
import { Malformed } from '../../../streams/watch/failure.ts'
import { readEvent, readPage } from '../../../streams/watch/wire.ts'

const object = { metadata: { name: 'a', uid: 'u', resourceVersion: '3' }, spec: {} }
const text = (value: unknown): string => JSON.stringify(value)

describe('readPage', () => {
  it('reads items, version and token', () => {
    const metadata = { resourceVersion: '7', continue: 'c' }
    assert.deepEqual(readPage(text({ items: [object], metadata })), {
      items: [object],
      resourceVersion: '7',
      continueToken: 'c',
    })
  })

  it('takes an empty token for the last page, and null for no items', () => {
    assert.deepEqual(readPage(text({ items: null, metadata: { resourceVersion: '7', continue: '' } })), {
      items: [],
      resourceVersion: '7',
    })
  })

  for (const [what, body] of [
    ['HTML', '<html>'],
    ['null', 'null'],
    ['no metadata', text({ items: [] })],
    ['no version', text({ items: [], metadata: {} })],
    ['an empty version', text({ items: [], metadata: { resourceVersion: '' } })],
    ['no items', text({ metadata: { resourceVersion: '7' } })],
    ['an item without uid', text({ items: [{ metadata: { name: 'a' } }], metadata: { resourceVersion: '7' } })],
  ] as const) {
    it(`refuses ${what}`, () => assert.throws(() => readPage(body), Malformed))
  }
})

describe('readEvent', () => {
  for (const type of ['ADDED', 'MODIFIED', 'DELETED'] as const) {
    it(`reads ${type}`, () =>
      assert.deepEqual(readEvent(text({ type, object })), { type, resourceVersion: '3', object }))
  }

  it('reads a bookmark', () => {
    const bookmark = {
      type: 'BOOKMARK',
      object: { kind: 'Pod', metadata: { resourceVersion: '9', creationTimestamp: null } },
    }
    assert.deepEqual(readEvent(text(bookmark)), { type: 'BOOKMARK', resourceVersion: '9', endsInitial: false })
  })

  it('reads the mark where what was there ends', () => {
    const metadata = (annotations: object) => ({ resourceVersion: '9', annotations })
    const endsInitial = (annotations: object) =>
      (readEvent(text({ type: 'BOOKMARK', object: { metadata: metadata(annotations) } })) as { endsInitial?: boolean })
        .endsInitial
    assert.equal(endsInitial({ 'k8s.io/initial-events-end': 'true' }), true)
    assert.equal(endsInitial({ 'k8s.io/initial-events-end': 'false' }), false)
    assert.equal(endsInitial({ other: 'true' }), false)
  })

  it('throws the ApiError of an ERROR', () => {
    const expired = { type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired', message: 'too old' } }
    assert.throws(
      () => readEvent(text(expired)),
      (error) => error instanceof ApiError && error.status === 410,
    )
  })

  for (const [what, line] of [
    ['a cut line', '{"type":"ADD'],
    ['an unknown type', text({ type: 'RENAMED', object })],
    ['no type', text({ object })],
    ['no object', text({ type: 'ADDED' })],
    ['an object without metadata', text({ type: 'ADDED', object: {} })],
    ['a bookmark without version', text({ type: 'BOOKMARK', object: { metadata: {} } })],
    ['a bare string', '"x"'],
  ] as const) {
    it(`refuses ${what}`, () => assert.throws(() => readEvent(line), Malformed))
  }
})
