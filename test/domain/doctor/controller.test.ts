import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type ControllerInput, controllerExamined } from '../../../src/domain/doctor/controller.ts'
import { seen, unseen } from '../../../src/domain/doctor/looked.ts'
import { at, iso, SECOND } from '../../support/time.ts'
import { told } from './support.ts'

const nowMs = at('09:00')

interface Case extends Partial<Omit<ControllerInput, 'controller' | 'state'>> {
  readonly controller?: Partial<ControllerInput['controller']>
  readonly state?: Partial<ControllerInput['state']>
}

const examine = ({ controller = {}, state = {}, ...more }: Case = {}) =>
  controllerExamined({
    controller: {
      ...{ namespace: 'hub', name: 'warmseats', replicas: 2, ready: 2, image: 'warmseats:1.2.0', version: '1.2.0' },
      ...controller,
    },
    lease: seen({ holder: 'warmseats-1', renewTime: iso(nowMs - 3 * SECOND) }),
    state: { name: 'warmseats-state', isThere: true, hasConfig: true, ...state },
    version: '1.2.0',
    nowMs,
    ...more,
  })

describe('a controller', () => {
  it('that runs, leads and remembers is well', () => {
    const { findings, well } = examine()
    assert.deepEqual(findings, [])
    assert.deepEqual(well, [
      '2 of 2 replicas are ready, version 1.2.0',
      'warmseats-1 leads',
      'it has kept a good config in warmseats-state',
    ])
  })
  it('of another version is said to be one', () =>
    assert.match(
      examine({ version: '1.3.0' }).well[0] ?? '',
      /version 1\.2\.0; this program is 1\.3\.0, so what they say/,
    ))

  const table: [string, Case, RegExp][] = [
    [
      'has 0 replicas',
      { controller: { replicas: 0, ready: 0 } },
      /^broken deployment warmseats: it has 0 replicas: .* → kubectl -n hub scale/,
    ],
    ['none is ready', { controller: { ready: 0 } }, /^broken .*none of its 2 replicas is ready \(warmseats:1\.2\.0\)/],
    ['one is not ready', { controller: { ready: 1 } }, /^warning .*1 of its 2 replicas are ready/],
    ['there is no Lease', { lease: seen(undefined) }, /^broken Lease: no replica leads \(there is no Lease\)/],
    ['nobody holds it', { lease: seen({}) }, /nobody holds the Lease/],
    [
      'who holds it is silent',
      { lease: seen({ holder: 'warmseats-1', renewTime: iso(nowMs - 61 * SECOND) }) },
      /warmseats-1 renewed the Lease 1 min 1 s ago, by this clock/,
    ],
    [
      'its memory is gone',
      { state: { isThere: false } },
      /^broken ConfigMap warmseats-state: it is not there: placeholders are owned by it/,
    ],
    [
      'it never kept a config',
      { state: { hasConfig: false } },
      /^warning ConfigMap warmseats-state: no config is kept in it/,
    ],
  ]
  for (const [name, one, says] of table)
    it(name, () => {
      const found = told(examine(one))
      assert.equal(found.length, 1, found.join('\n'))
      assert.match(found[0] ?? '', says)
    })

  it('clocks may differ by as much as a Lease lasts four times', () =>
    assert.deepEqual(told(examine({ lease: seen({ holder: 'a', renewTime: iso(nowMs - 59 * SECOND) }) })), []))
  it('without replicas nobody asks who leads', () =>
    assert.equal(told(examine({ controller: { replicas: 0, ready: 0 }, lease: seen({}) })).length, 1))
  it('a Lease that may not be seen is not called well', () =>
    assert.deepEqual(examine({ lease: unseen('forbidden') }).unchecked, [
      { what: 'whether a replica leads', because: 'forbidden' },
    ]))
})
