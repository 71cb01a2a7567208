import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { knownProfiles } from '../../../src/domain/profiles/known/known.ts'
import { profilesConfigMap } from '../../../src/domain/profiles/reading/config-map.ts'
import { readProfileValues } from '../../../src/domain/profiles/reading/read.ts'
import { PROFILES_KEY } from '../../../src/domain/profiles/reading/read-file.ts'
import { config } from '../../support/config.ts'
import { atHome } from '../../support/profiles.ts'
import { snapshotAfter, snapshotAt, stepAt } from '../../support/snapshot.ts'
import { at } from '../../support/time.ts'

const enabled = config({ profiles: { enabled: true } })

function configMap(name: string, text: string, namespace = 'hub') {
  const made = profilesConfigMap({ metadata: { name, namespace, uid: name }, data: { [PROFILES_KEY]: text } }, 'hub')
  assert.ok(made)
  return made
}

const GOOD = configMap(
  'jupyter-singleuser-profiles',
  `profiles:
  - {name: Everybody, env: {A: b}}
  - {name: Team, users: [ada, bo, ada], images: ["thoth:1"], env: {TOKEN: s3cret}}
sizes: [{name: Small}, {name: Large}]`,
)
const WRONG = configMap('wrong', 'profiles:\n  - {name: Bad, users: [cy], env: [{name: A B, value: x}]}\n  - 7')

describe('profiles', () => {
  const known = knownProfiles([GOOD, WRONG], readProfileValues({}, 'values profiles.static'), atHome())
  const snapshot = snapshotAt(
    '09:00',
    { config: enabled },
    { profiles: known, certificateValidUntilMs: at('2026-06-01T00:00:00Z') },
  )

  it('are absent where they are not enabled', () => {
    const off = snapshotAt('09:00', {}, { profiles: known })
    assert.equal(off.profiles, undefined)
    assert.deepEqual(off.problems, [])
  })

  it('are not read yet', () => {
    assert.deepEqual(snapshotAfter(stepAt('09:00', { config: enabled })).profiles, {
      isRead: false,
      profiles: [],
      sizes: [],
      sources: [],
    })
  })

  it('in force, in their order, with how many they are for', () => {
    const told = snapshot.profiles?.profiles.map(({ name, users, images, source }) => [name, users, images, source])
    assert.deepEqual(told?.slice(0, 2), [
      ['Everybody', undefined, undefined, 'ConfigMap jupyter-singleuser-profiles'],
      ['Team', 2, ['thoth:1'], 'ConfigMap jupyter-singleuser-profiles'],
    ])
    assert.deepEqual(snapshot.profiles?.sizes, ['Small', 'Large'])
    assert.equal(snapshot.profiles?.certificateValidUntil, '2026-06-01T00:00:00Z')
  })

  it('that are refused are named with ConfigMap, path and reason, here and among the problems', () => {
    const wrong = snapshot.profiles?.sources.find(({ source }) => source === 'ConfigMap wrong')
    assert.deepEqual(
      wrong?.problems.map(({ path }) => path),
      ['profiles[0].env[0].name', 'profiles[1]'],
    )
    assert.ok(wrong?.problems.every(({ level, text }) => level === 'error' && text.length > 0))
    const good = snapshot.profiles?.sources.find(({ source }) => source.endsWith('jupyter-singleuser-profiles'))
    assert.deepEqual(good, { source: 'ConfigMap jupyter-singleuser-profiles', profiles: 2, problems: [] })
    const told = snapshot.problems.find(({ where }) => /^ConfigMap wrong.* profiles\[1\]$/.test(where))
    assert.equal(told?.level, 'warning', 'the rest works')
  })

  it('of another namespace than the release are said to be for its own servers alone', () => {
    const known = knownProfiles(
      [GOOD, configMap('course', 'profiles: [{name: a}]', 'lab')],
      readProfileValues({}, 'values'),
      atHome(),
    )
    const { profiles } = snapshotAt('09:00', { config: enabled }, { profiles: known })
    assert.deepEqual(
      profiles?.sources.map(({ source, namespace }) => [source, namespace]),
      [
        ['ConfigMap jupyter-singleuser-profiles', undefined],
        ['ConfigMap lab/course', 'lab'],
      ],
    )
  })

  it('show neither names of users nor values of variables', () => {
    assert.doesNotMatch(JSON.stringify(snapshot), /\bada\b|s3cret/)
  })
})
