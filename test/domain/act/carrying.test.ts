import assert from 'node:assert/strict'
import { it } from 'node:test'
import { carrying, RESTRICTED } from '../../../src/domain/act/carrying.ts'
import type { PulledImage } from '../../../src/domain/images/pulls.ts'
import { config } from '../../support/config.ts'

const { placeholder } = config({ placeholder: { imagePullSecrets: [{ name: 'ours' }], exitImage: 'mirror/busybox' } })
const of = (...images: readonly PulledImage[]) => carrying({ images, secrets: ['theirs'] }, placeholder)

it('nothing is brought by nothing', () => assert.deepEqual(of(), {}))
it('each image is a container that ends at once, with the rights of a placeholder', () =>
  assert.deepEqual(of({ image: 'lab', policy: 'Always' }), {
    imagePullSecrets: [{ name: 'ours' }, { name: 'theirs' }],
    initContainers: [
      {
        name: 'image-1',
        image: 'lab',
        imagePullPolicy: 'Always',
        command: ['/bin/sh', '-c', 'exit 0'],
        securityContext: RESTRICTED,
      },
    ],
  }))
it('one without a shell is given a program to end with, before it starts', () => {
  const mounted = { name: 'exit', mountPath: '/exit' }
  assert.deepEqual(of({ image: 'lab' }, { image: 'distroless', isBare: true }), {
    imagePullSecrets: [{ name: 'ours' }, { name: 'theirs' }],
    volumes: [{ name: 'exit', emptyDir: {} }],
    initContainers: [
      {
        name: 'exit',
        image: 'mirror/busybox',
        command: ['/bin/cp', '/bin/busybox', '/exit/true'],
        volumeMounts: [mounted],
        securityContext: RESTRICTED,
      },
      { name: 'image-1', image: 'lab', command: ['/bin/sh', '-c', 'exit 0'], securityContext: RESTRICTED },
      {
        name: 'image-2',
        image: 'distroless',
        volumeMounts: [{ ...mounted, readOnly: true }],
        command: ['/exit/true'],
        securityContext: RESTRICTED,
      },
    ],
  })
})
