import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { imagesExamined, type Owner, type RawPulling } from '../../../src/domain/doctor/images.ts'
import { only, told } from './support.ts'

const pulling = (name: string, reason: string, image = 'quay.io/org/notebook:1', message = ''): RawPulling => ({
  metadata: { name, namespace: 'hub' },
  status: { containerStatuses: [{ image, state: { waiting: { reason, message } } }] },
})
const of = (owner: Owner, ...pods: RawPulling[]) => imagesExamined(pods, () => owner)

describe('images that do not come', () => {
  for (const reason of ['ErrImagePull', 'ImagePullBackOff', 'InvalidImageName', 'ErrImageNeverPull'])
    it(reason, () =>
      assert.match(only(of('user', pulling('jupyter-ada', reason))), new RegExp(`^broken image .*${reason}`)),
    )
  for (const reason of ['ContainerCreating', 'CrashLoopBackOff', 'PodInitializing'])
    it(`${reason} is no matter of images`, () => assert.deepEqual(told(of('user', pulling('jupyter-ada', reason))), []))

  it('one for each image and kind of pod, with what the kubelet says', () => {
    const all = [pulling('a', 'ErrImagePull', 'x:1', 'reset by\npeer'), pulling('b', 'ImagePullBackOff', 'x:1')]
    assert.match(
      only(of('user', ...all)),
      /: 2 user pods cannot pull it \(ErrImagePull: reset by peer\): .* → kubectl -n hub describe pod a/,
    )
  })
  it('of the controller nothing decides', () =>
    assert.match(
      only(of('controller', pulling('w', 'ErrImagePull', 'ghcr.io:443/warmseats/warmseats:9'))),
      /^broken .* → image: \{repository: ghcr\.io:443\/warmseats\/warmseats, tag: "9"\}/,
    ))
  it('of a placeholder room is held all the same', () =>
    assert.match(
      only(of('placeholder', pulling('p', 'ErrImagePull'))),
      /^warning .*hold their room all the same.* → placeholder: \{image: /,
    ))
  it('of a puller it will be waited for', () =>
    assert.match(only(of('image puller', pulling('p', 'ErrImagePull'))), /^warning image /))
  it('of containers that run first', () => {
    const { status, metadata } = pulling('jupyter-ada', 'ErrImagePull', 'init:1')
    const pod = { metadata, status: { initContainerStatuses: status?.containerStatuses } } as RawPulling
    assert.match(only(of('user', pod)), /^broken image init:1/)
  })
  it("somebody else's pods are no matter", () =>
    assert.deepEqual(imagesExamined([pulling('x', 'ErrImagePull')], () => undefined).well, [
      'no image fails to come to a node',
    ]))
})
