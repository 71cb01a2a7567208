import assert from 'node:assert/strict'
import { it } from 'node:test'
import { usualPulls } from '../../../src/domain/images/usual-pulls.ts'

const spec = {
  initContainers: [{ name: 'init', image: 'init:1' }],
  containers: [
    { name: 'proxy', image: 'proxy:1' },
    { name: 'notebook', image: 'exam:1', imagePullPolicy: 'Always' },
  ],
  imagePullSecrets: [{ name: 'registry' }],
}
const EXAM = { 'warmseats.io/event': 'Midterm', 'warmseats.io/hub-image': 'hub:1' }

it('what a pod pulls on another day has the image that the hub asked for', () =>
  assert.deepEqual(usualPulls(spec, EXAM), {
    images: [{ image: 'init:1' }, { image: 'proxy:1' }, { image: 'hub:1', policy: 'Always' }],
    secrets: ['registry'],
  }))

it('is what it pulls where no event, or no profile, gave it another', () => {
  assert.equal(usualPulls(spec, { 'warmseats.io/event': 'Midterm' }), undefined)
  assert.equal(usualPulls(spec, { 'warmseats.io/hub-image': 'hub:1' }), undefined)
})
