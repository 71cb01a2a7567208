import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Deployed, sayFailures, withServices } from '../../../../src/domain/profiles/services/deployed.ts'
import { servedPodFrom } from '../../../../src/domain/profiles/services/ref.ts'

const POD = {
  metadata: { name: 'jupyter-ada', namespace: 'hub', uid: 'u', labels: { component: 'x' }, annotations: { a: 'b' } },
  spec: { containers: [{ name: 'notebook', env: [{ name: 'SPARK', value: 'old' }] }, { name: 'side' }] },
}
const FAILURE = { service: 'spark', because: 'ConfigMap t, p: it renders nothing', required: false }
const DEPLOYED: Deployed = {
  env: [
    { name: 'SPARK', value: 'spark-ada' },
    { name: 'HOST', value: 'h' },
  ],
  failures: [FAILURE],
  spawn: '1234',
  ref: 'singleuser-service-ref-ada',
}

describe('a pod with its services', () => {
  const given = withServices(POD, DEPLOYED)

  it('has what they return in the user’s container, and who waits for it', () =>
    assert.deepEqual(given, {
      metadata: {
        ...POD.metadata,
        labels: { component: 'x', 'warmseats.io/services': '1234' },
        annotations: {
          a: 'b',
          'warmseats.io/service-ref': 'singleuser-service-ref-ada',
          'warmseats.io/service-failures': 'service spark: ConfigMap t, p: it renders nothing',
        },
      },
      spec: { containers: [{ name: 'notebook', env: DEPLOYED.env }, { name: 'side' }] },
    }))

  it('twice is once', () => assert.deepEqual(withServices(given, DEPLOYED), given))

  it('a second try that succeeds takes the failure of the first away', () => {
    const { annotations } = withServices(given, { ...DEPLOYED, failures: [] }).metadata ?? {}
    assert.deepEqual(annotations, { a: 'b', 'warmseats.io/service-ref': 'singleuser-service-ref-ada' })
  })

  it('is known again by its label', () => {
    assert.deepEqual(servedPodFrom(given), {
      name: 'jupyter-ada',
      namespace: 'hub',
      uid: 'u',
      spawn: '1234',
      ref: 'singleuser-service-ref-ada',
      failures: 'service spark: ConfigMap t, p: it renders nothing',
    })
    assert.equal(servedPodFrom(POD), undefined)
  })

  it('failures fit into an Event', () => {
    const text = sayFailures(Array.from({ length: 30 }, () => ({ ...FAILURE, because: 'x'.repeat(100) })))
    assert.equal(new TextEncoder().encode(text).length, 1024)
    assert.match(text, / …$/)
    for (const count of [1, 600, 1200]) {
      const umlauts = sayFailures([{ ...FAILURE, because: 'ü'.repeat(count) }])
      assert.ok(new TextEncoder().encode(umlauts).length <= 1024)
      assert.equal(umlauts.endsWith(' …'), count > 500)
    }
  })
})
