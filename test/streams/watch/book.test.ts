import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { book } from '../../../streams/watch/book.ts'
import type { RawObject, WireEvent } from '../../../streams/watch/wire.ts'

type Pod = RawObject & { readonly phase: string }

const pod = (name: string, uid: string, resourceVersion: string, phase = 'Running'): Pod => ({
  metadata: { name, namespace: 'hub', uid, resourceVersion },
  phase,
})
const event = (type: 'ADDED' | 'MODIFIED' | 'DELETED', object: Pod): WireEvent => ({
  type,
  object,
  resourceVersion: object.metadata.resourceVersion,
})

/** Projects a pod to its phase, in a box so that identity shows; `Succeeded` is not ours, `Odd` throws. */
function setUp(...listed: readonly Pod[]) {
  const misread: string[] = []
  const project = (raw: RawObject) => {
    const { phase } = raw as Pod
    if (phase === 'Odd') throw new Error('odd')
    return phase === 'Succeeded' ? undefined : { phase }
  }
  const known = book(project, (raw) => misread.push(raw.metadata.name))
  known.addPage(listed)
  return { known, items: known.completeList(), misread }
}

const running = { phase: 'Running' }

describe('a list as a stream', () => {
  it('has what changed before its end', () => {
    const { known } = setUp()
    known.addEvent(event('ADDED', pod('b', '2', '2')))
    known.addEvent(event('ADDED', pod('a', '1', '1')))
    known.addEvent(event('ADDED', pod('c', '3', '3')))
    known.addEvent(event('MODIFIED', pod('a', '1', '4', 'Failed')))
    known.addEvent(event('DELETED', pod('b', '2', '5')))
    known.addEvent(event('MODIFIED', pod('c', '3', '6', 'Succeeded')))
    known.addEvent({ type: 'BOOKMARK', resourceVersion: '6', endsInitial: true })
    assert.deepEqual([...known.completeList()], [['1', { phase: 'Failed' }]])
  })

  it('knows a namesake from the one that went', () => {
    const { known } = setUp()
    known.addEvent(event('ADDED', pod('a', '1', '1')))
    known.addEvent(event('ADDED', pod('a', '2', '3')))
    known.addEvent(event('DELETED', pod('a', '1', '2')))
    assert.deepEqual([...known.completeList()], [['2', running]])
  })

  it('keeps the very items of unchanged objects, and the last that could be read', () => {
    const { known, items, misread } = setUp(pod('a', '1', '1'), pod('b', '2', '2'))
    known.addEvent(event('ADDED', pod('b', '2', '2')))
    known.addEvent(event('ADDED', pod('a', '1', '3', 'Failed')))
    known.addEvent(event('MODIFIED', pod('a', '1', '4', 'Odd')))
    const again = known.completeList()
    assert.equal(again.get('2'), items.get('2'))
    assert.deepEqual(again.get('1'), { phase: 'Failed' })
    assert.deepEqual(misread, ['a'])
  })
})

describe('a list', () => {
  it('is complete with its last page, what is not ours left out', () => {
    const { known } = setUp()
    known.addPage([pod('a', '1', '1')])
    known.addPage([pod('b', '2', '2'), pod('c', '3', '3', 'Succeeded')])
    assert.deepEqual(
      [...known.completeList()],
      [
        ['1', running],
        ['2', running],
      ],
    )
  })

  it('keeps the very items of unchanged objects, and only of those', () => {
    const { known, items } = setUp(pod('a', '1', '1'), pod('b', '2', '2'), pod('c', '3', '3'))
    known.addPage([pod('a', '1', '1'), pod('b', '2', '9'), pod('c', '4', '3')])
    const again = known.completeList()
    assert.equal(again.get('1'), items.get('1'))
    assert.notEqual(again.get('2'), items.get('2'))
    assert.notEqual(again.get('4'), items.get('3'))
    assert.deepEqual([...again.keys()], ['1', '2', '4'])
  })

  it('that was started anew forgets its first pages, and no known item', () => {
    const { known, items } = setUp(pod('a', '1', '1'))
    known.addPage([pod('b', '2', '2')])
    known.restartList()
    known.addPage([pod('a', '1', '1')])
    const again = known.completeList()
    assert.deepEqual([...again.keys()], ['1'])
    assert.equal(again.get('1'), items.get('1'))
  })
})

describe('an event', () => {
  it('adds, changes and deletes', () => {
    const { known } = setUp()
    assert.deepEqual(known.hear(event('ADDED', pod('a', '1', '1'))), [{ type: 'applied', uid: '1', item: running }])
    const failing = { phase: 'Failed' }
    assert.deepEqual(known.hear(event('MODIFIED', pod('a', '1', '2', 'Failed'))), [
      { type: 'applied', uid: '1', item: failing },
    ])
    assert.deepEqual(known.hear(event('DELETED', pod('a', '1', '3'))), [{ type: 'deleted', uid: '1', item: failing }])
    assert.deepEqual(known.hear(event('DELETED', pod('a', '1', '3'))), [])
  })

  it('of a namesake with another uid deletes the older one first', () => {
    const { known } = setUp(pod('a', '1', '1'))
    assert.deepEqual(known.hear(event('ADDED', pod('a', '2', '5'))), [
      { type: 'deleted', uid: '1', item: running },
      { type: 'applied', uid: '2', item: running },
    ])
    assert.deepEqual(known.hear(event('DELETED', pod('a', '1', '6'))), [], 'the late DELETED of the older one')
    assert.deepEqual(known.hear(event('DELETED', pod('a', '2', '7'))), [{ type: 'deleted', uid: '2', item: running }])
  })

  it('of a namesake that is not ours deletes the older one', () => {
    const { known } = setUp(pod('a', '1', '1'))
    assert.deepEqual(known.hear(event('ADDED', pod('a', '2', '5', 'Succeeded'))), [
      { type: 'deleted', uid: '1', item: running },
    ])
  })

  it('tells names of different namespaces apart', () => {
    const { known } = setUp(pod('a', '1', '1'))
    const other = { metadata: { ...pod('a', '2', '5').metadata, namespace: 'other' }, phase: 'Running' }
    assert.deepEqual(known.hear(event('ADDED', other)), [{ type: 'applied', uid: '2', item: running }])
  })

  it('that makes an object not ours deletes it, once', () => {
    const { known } = setUp(pod('a', '1', '1'))
    const done = (version: string) => known.hear(event('MODIFIED', pod('a', '1', version, 'Succeeded')))
    assert.deepEqual(done('2'), [{ type: 'deleted', uid: '1', item: running }])
    assert.deepEqual(done('3'), [])
    assert.deepEqual(known.hear(event('MODIFIED', pod('a', '1', '4'))), [{ type: 'applied', uid: '1', item: running }])
  })

  it('that we cannot read leaves what we knew, and is told', () => {
    const { known, misread } = setUp(pod('a', '1', '1'))
    assert.deepEqual(known.hear(event('MODIFIED', pod('a', '1', '2', 'Odd'))), [
      { type: 'applied', uid: '1', item: running },
    ])
    assert.deepEqual(known.hear(event('ADDED', pod('b', '2', '3', 'Odd'))), [])
    known.addPage([pod('a', '1', '4', 'Odd'), pod('b', '2', '3', 'Odd')])
    assert.deepEqual([...known.completeList()], [['1', running]])
    assert.deepEqual(misread, ['a', 'b', 'a', 'b'])
  })

  it('that is a bookmark changes nothing', () => {
    assert.deepEqual(setUp().known.hear({ type: 'BOOKMARK', resourceVersion: '9', endsInitial: false }), [])
  })
})
