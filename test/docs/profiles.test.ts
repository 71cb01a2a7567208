import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { describe, it } from 'node:test'
import { profilesCheck } from '../../src/commands/profiles-check.ts'
import { profilesRender } from '../../src/commands/profiles-render.ts'
import { readProfiles } from '../../src/domain/profiles/read.ts'
import { between, fenced, keeps, pathOf, read, table } from './support.ts'

const DOC = 'docs/profiles.md'
const FOLDER = 'examples/profiles'

const WRONG = [
  'usrs: [ada]',
  'users: ada',
  'env: [{name: MY VAR, value: x}]',
  'env: [{name: A, value: x, valueFrom: {}}]',
  'resources: {limits: {memory: 2GB}}',
  'resources: {limits: {memroy: 2Gi}}',
  'resources: {requests: {cpu: 2}, limits: {cpu: 1}}',
  'node_tolerations: [{operator: Equal, value: a}]',
  'gpu: two',
]

describe('docs/profiles.md', () => {
  it('shows profiles that are right', () => {
    const blocks = fenced(read(DOC), 'yaml')
    assert.ok(blocks.length >= 5)
    for (const yaml of blocks) {
      const { set, problems } = readProfiles(yaml, DOC)
      assert.deepEqual(problems, [])
      assert.ok(set.profiles.length + set.sizes.length + set.gpuTypes.length > 0)
    }
  })

  it('explains as the command does', async () => {
    const { text } = await profilesRender({
      profiles: [pathOf(`${FOLDER}/profiles.yaml`)],
      user: 'ada',
      image: 'machine-learning:2026.1',
      size: 'Small',
      gpuType: 't4',
      mountPath: '/home/jovyan',
      output: 'json',
      explain: true,
    })
    const { origins } = JSON.parse(text) as { origins: readonly { readonly field: string; readonly from: string }[] }
    const rows = origins.map(({ field, from }) => [`\`${field}\``, from.replace(/ \(.*\//, ' (')])
    keeps(DOC, (doc) => between(doc, 'explain', table(['field', 'from'], rows)))
  })

  it('says of mistakes what the product says', () => {
    const rows = WRONG.map((yaml) => {
      const [first] = readProfiles(`profiles:\n- {${yaml}}`, '').problems
      assert.ok(first)
      return [`\`${yaml}\``, `${first.path.replace(/^profiles\[0\]\.?/, '')}: ${first.text}`]
    })
    keeps(DOC, (doc) => between(doc, 'answers', table(['in a profile', 'the answer'], rows)))
  })
})

it('the examples are right', async () => {
  const files = readdirSync(pathOf(FOLDER)).map((name) => pathOf(`${FOLDER}/${name}`))
  const { text, isGood } = await profilesCheck(files)
  assert.ok(isGood)
  assert.equal(text, '4 profiles, 2 sizes, 2 GPU types, 0 errors, 0 warnings')
})
