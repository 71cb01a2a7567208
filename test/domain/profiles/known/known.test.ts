import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type KnownProfiles, knownProfiles, profilesFor } from '../../../../src/domain/profiles/known/known.ts'
import { profilesConfigMap } from '../../../../src/domain/profiles/reading/config-map.ts'
import { readProfileValues } from '../../../../src/domain/profiles/reading/read.ts'
import { PROFILES_KEY } from '../../../../src/domain/profiles/reading/read-file.ts'
import { atHome } from '../../../support/profiles.ts'

function configMap(namespace: string, name: string, text: string) {
  const made = profilesConfigMap({ metadata: { name, namespace, uid: name }, data: { [PROFILES_KEY]: text } }, 'hub')
  assert.ok(made)
  return made
}

const LAB = configMap('lab', 'a', '{profiles: [{name: a}], sizes: [{name: S, gpu: 1}], gpuTypes: [{type: t4}]}')
const HOME = configMap('hub', 'b', '{profiles: [{name: b, users: [ada], env: {A: x}}], sizes: [{name: S, gpu: 2}]}')
const OTHER = configMap('other', 'c', '{profiles: [{name: c, env: {A: y}}]}')

const known = (...all: Parameters<typeof configMap>[]): KnownProfiles =>
  knownProfiles(
    all.map((one) => configMap(...one)),
    readProfileValues({ profiles: [{ name: 'values' }] }, 'values'),
    atHome(),
  )
const allKnown = knownProfiles(
  [LAB, HOME, OTHER],
  readProfileValues({ profiles: [{ name: 'values' }] }, 'values'),
  atHome(),
)
const namesIn = (namespace: string) => profilesFor(allKnown, namespace).profiles.map(({ name }) => name)

describe('profiles of several namespaces', () => {
  it('count where they are, those of the release everywhere, and those of the values last', () => {
    assert.deepEqual(namesIn('hub'), ['b', 'values'])
    assert.deepEqual(namesIn('lab'), ['a', 'b', 'values'])
    assert.deepEqual(namesIn('other'), ['b', 'c', 'values'])
    assert.deepEqual(namesIn('without'), ['b', 'values'])
    assert.deepEqual(
      allKnown.set.profiles.map(({ name }) => name),
      ['a', 'b', 'c', 'values'],
    )
  })
  it('likewise their sizes and GPU types: nobody elsewhere changes what a name stands for', () => {
    const sizesIn = (namespace: string) => profilesFor(allKnown, namespace).sizes.map(({ gpu }) => gpu)
    assert.deepEqual(['hub', 'lab', 'other'].map(sizesIn), [[2], [2], [2]])
    assert.equal(profilesFor(allKnown, 'lab').gpuTypes.length, 1)
    assert.equal(profilesFor(allKnown, 'hub').gpuTypes.length, 0)
  })
  it('one list for each namespace, whoever asks again', () =>
    assert.equal(profilesFor(allKnown, 'lab').profiles, profilesFor(allKnown, 'lab').profiles))
  it('are remarked upon where they meet, once', () => {
    const texts = allKnown.problems.map(({ where, text }) => `${where}: ${text}`)
    assert.deepEqual(
      texts.filter((text) => text.includes('ConfigMap other/c')).length,
      1,
      'it is for everybody and stands after one for some, in its own namespace',
    )
    assert.deepEqual(texts.filter((text) => text.includes('values')).length, 1)
    const apart = known(
      ['lab', 'a', 'profiles: [{users: [ada], env: {A: x}}]'],
      ['other', 'b', 'profiles: [{env: {A: y}}]'],
    )
    assert.ok(apart.problems.every(({ source }) => source === 'values'))
  })
})
