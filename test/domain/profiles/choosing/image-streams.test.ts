import assert from 'node:assert/strict'
import { it } from 'node:test'
import { imagesOf, type RawImageStream } from '../../../../src/domain/profiles/choosing/image-streams.ts'

interface Spec {
  readonly tags?: readonly string[]
  readonly annotations?: Readonly<Record<string, string>>
  /** undefined: the cluster has no registry of its own. */
  readonly registry?: string
}

const stream = (name: string, { tags = ['1'], annotations = {}, registry = 'registry.local/hub' }: Spec = {}) => ({
  metadata: { name, annotations },
  spec: {
    tags: tags.map((tag) => ({ name: tag, from: { kind: 'DockerImage', name: `quay.io/team/${name}:${tag}` } })),
  },
  status: registry ? { dockerImageRepository: `${registry}/${name}` } : {},
})
const named = (title: string, order?: string) => ({
  'opendatahub.io/notebook-image-name': title,
  ...(order ? { 'opendatahub.io/notebook-image-order': order } : {}),
})
const titles = (...streams: RawImageStream[]) => imagesOf(streams).map(({ title }) => title)

it("an image of the cluster's own registry, which ends as profiles write it", () => {
  assert.deepEqual(imagesOf([stream('spark', { annotations: named('Spark') })]), [
    { image: 'registry.local/hub/spark:1', title: 'Spark' },
  ])
})

it('where it comes from, in a cluster without a registry', () => {
  assert.deepEqual(imagesOf([stream('spark', { registry: '' })]), [{ image: 'quay.io/team/spark:1', title: 'spark' }])
})

it('a choice for each tag, without those that are outdated', () => {
  assert.deepEqual(titles(stream('spark', { tags: ['1', '2'] })), ['spark (1)', 'spark (2)'])
  const { spec, ...rest } = stream('spark', { tags: ['2'] })
  const old = { name: '1', annotations: { 'opendatahub.io/image-tag-outdated': 'true' } }
  assert.deepEqual(titles({ ...rest, spec: { tags: [old, ...spec.tags] } }), ['spark'])
})

it('in the order that they give, then by title', () => {
  const streams = [stream('b'), stream('c', { annotations: named('a') }), stream('d', { annotations: named('z', '1') })]
  assert.deepEqual(titles(...streams), ['z', 'a', 'b'])
})

it('what is incomplete is left out, whatever it is', () => {
  const tagless: RawImageStream = { metadata: { name: 'x' }, spec: { tags: null } }
  const sourceless: RawImageStream = { metadata: { name: 'x' }, spec: { tags: [{ name: '1' }, {}] } }
  const elsewhere: RawImageStream = {
    metadata: { name: 'x' },
    spec: { tags: [{ name: '1', from: { kind: 'ImageStreamTag', name: 'y:1' } }] },
  }
  assert.deepEqual(imagesOf([{}, tagless, sourceless, elsewhere]), [])
})
