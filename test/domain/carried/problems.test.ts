import assert from 'node:assert/strict'
import { it } from 'node:test'
import { bareImages } from '../../../src/domain/carried/bare-images.ts'
import { imageProblems } from '../../../src/domain/carried/problems.ts'
import type { Pulls } from '../../../src/domain/images/pulls.ts'
import { observed } from '../../support/observed.ts'
import { type PodSpec, pod } from '../../support/pod.ts'

const image = 'quay.io/hub/data8:1'
const message = `Back-off pulling image "${image}": ErrImagePull: 401 Unauthorized\u001b[2J`
const carrier = (on: string, carriesNot: NonNullable<PodSpec['carriesNot']>) =>
  pod({ placeholder: 'user', on, phase: 'Pending', carries: [image], carriesNot })
const said = (...pods: readonly ReturnType<typeof pod>[]) =>
  imageProblems('user', observed({ pods }).pods).map(({ where, text }) => `${where} ${text}`)

it('an image that does not come is said once, with the words of the registry', () => {
  const fails = { reason: 'ImagePullBackOff', message }
  assert.deepEqual(said(carrier('n2', fails), carrier('n1', fails), carrier('n3', fails)), [
    `nodePools.user.userImages ${image} does not get to n1 and 2 more, so who comes there waits for it: ImagePullBackOff, Back-off pulling image "${image}": ErrImagePull: 401 Unauthorized [2J`,
  ])
})
it('of many words the last are not lost, in which the registry says why', () => {
  const why = 'unexpected status from HEAD request: 401 Unauthorized'
  const long = `${message} ${'the image once more, '.repeat(40)}${why}`
  const [text = ''] = said(carrier('n1', { reason: 'ImagePullBackOff', message: long }))
  assert.match(text, /ImagePullBackOff, Back-off pulling image .* … .*401 Unauthorized$/)
  assert.ok(text.length < 450)
})
it('one that is pulled is none', () => assert.deepEqual(said(carrier('n1', { reason: 'PodInitializing' })), []))
it("another pool's is none of its own", () =>
  assert.deepEqual(imageProblems('gpu', observed({ pods: [carrier('n1', { reason: 'ErrImagePull' })] }).pods), []))
it('one that has no shell is brought another way, and is a problem only if it does not run then either', () => {
  const fails = carrier('n1', { reason: 'StartError', message: 'exec: "/bin/sh": no such file or directory' })
  assert.deepEqual(said(fails), [])
  const bare: Pulls = { images: [{ image, isBare: true }], secrets: [] }
  assert.match(imageProblems('user', observed({ pods: [fails] }).pods, bare)[0]?.text ?? '', /StartError/)
  assert.deepEqual([...bareImages('user', observed({ pods: [fails] }).pods)], [image])
  assert.deepEqual([...bareImages('gpu', observed({ pods: [fails] }).pods)], [])
})
