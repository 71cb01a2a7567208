import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { describe, it } from 'node:test'
import { dump, load } from 'js-yaml'
import { profilesCheck } from '../../src/commands/profiles/check.ts'
import { profilesRender } from '../../src/commands/profiles/render.ts'
import { loadConfig } from '../../src/config/load.ts'
import { hubTokenValues } from '../../src/domain/profiles/hub-token.ts'
import { readProfiles } from '../../src/domain/profiles/reading/read.ts'
import { profilesServer } from '../server/profiles/support.ts'
import { node } from '../support/node.ts'
import { observed } from '../support/observed.ts'
import { pod } from '../support/pod.ts'
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
  'resources: {limits: {memory: 500m}}',
  'resources: {requests: {cpu: 500}}',
  'node_tolerations: [{operator: Exists}]',
]

describe('docs/profiles.md', () => {
  it('shows profiles that are right', () => {
    const blocks = fenced(read(DOC), 'yaml').filter((yaml) => !yaml.includes('# values of '))
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

  it('shows values that are right, and a route, a CA and a token as the example expects them', () => {
    const own = valuesOf('Warmseats')
    assert.ok(own.length >= 3)
    for (const values of own) {
      const loaded = loadConfig(dump(values))
      assert.equal(loaded.at, 'good', JSON.stringify(loaded))
      assert.deepEqual('warnings' in loaded ? loaded.warnings.filter(({ where }) => /^profiles/.test(where)) : [], [])
    }
    const [{ hub } = {}] = valuesOf('zero-to-jupyterhub') as readonly { hub?: HubValues }[]
    const { extraVolumes, extraVolumeMounts } = hub ?? {}
    assert.deepEqual({ hub: { extraVolumes, extraVolumeMounts } }, hubTokenValues('warmseats-ca'))
    const example = read('examples/jupyterhub_config.py')
    assert.ok(example.includes(`"WARMSEATS_URL", "${hub?.extraEnv.WARMSEATS_URL}"`))
    const at = hub?.extraVolumeMounts[0]?.mountPath
    assert.ok(example.includes(`"WARMSEATS_CA", "${at}/ca.crt"`))
    assert.ok(example.includes(`"WARMSEATS_TOKEN", "${at}/token"`))
  })

  it('shows sizes as the API answers', async () => {
    const set = readProfiles(read(`${FOLDER}/profiles.yaml`), 'profiles.yaml').set
    const nodes = [node({ name: 'user-1' })]
    const pods = [pod({ user: 'grace', on: 'user-1', memory: '29Gi' })]
    await using server = await profilesServer({ set, observed: observed({ nodes, pods }) })
    const { body } = await server.ask('/profiles/sizes?user=linus&image=base:1')
    const { sizes } = body as { sizes: object[] }
    const lines = sizes.map((size) => `  ${JSON.stringify(size)}`).join(',\n')
    keeps(DOC, (doc) => between(doc, 'sizes', `\`\`\`json\n{"sizes": [\n${lines}\n]}\n\`\`\``))
  })
})

it('the examples say what they need', async () => {
  const { text } = await profilesCheck([pathOf(`${FOLDER}/profiles.yaml`)])
  const [, needed = ''] = /need these values: (.*)$/.exec(text) ?? []
  assert.ok(read(`${FOLDER}/profiles.yaml`).includes(needed))
  const { allowedSecrets, allowedClaims } = (load(needed) as NeededValues).profiles
  const { profiles } = load(read('examples/values/profiles.yaml')) as NeededValues
  assert.deepEqual([allowedSecrets, allowedClaims], [profiles.allowedSecrets, profiles.allowedClaims])
})

it('the example of an exam is right, and is what the page shows', async () => {
  const calendar = [pathOf('examples/calendars/midterm.ics')]
  const { text } = await profilesCheck([pathOf(`${FOLDER}/exam.yaml`)], { calendar }, Date.UTC(2026, 2, 1))
  assert.equal(text, '2 profiles, 0 sizes, 0 GPU types, 0 errors, 0 warnings')
  const [, shown = ''] = /```yaml\n(profiles:\n[^`]*during[^`]*)```/.exec(read('docs/exams.md')) ?? []
  assert.deepEqual(load(shown), load(read(`${FOLDER}/exam.yaml`)))
})

it('the examples are right', async () => {
  const together = readdirSync(pathOf(FOLDER)).filter((name) => name !== 'exam.yaml')
  const files = together.map((name) => pathOf(`${FOLDER}/${name}`))
  const { text, isGood, warnings } = await profilesCheck(files, { config: pathOf('examples/values/profiles.yaml') })
  assert.deepEqual([isGood, warnings], [true, []])
  assert.equal(text, '4 profiles, 2 sizes, 2 GPU types, 0 errors, 0 warnings')
})

interface NeededValues {
  readonly profiles: { readonly allowedSecrets: readonly string[]; readonly allowedClaims: readonly string[] }
}

interface HubValues {
  readonly extraEnv: Readonly<Record<string, string>>
  readonly extraVolumes: readonly object[]
  readonly extraVolumeMounts: readonly { readonly mountPath: string }[]
}

/** The values of a chart that the page shows, also within lists. */
const valuesOf = (chart: string): object[] =>
  [...read(DOC).matchAll(/^( *)```yaml\n\1# values of (.*?)\n(.*?)^\1```$/gms)].flatMap(([, , of, yaml = '']) =>
    of === chart ? [load(yaml) as object] : [],
  )
