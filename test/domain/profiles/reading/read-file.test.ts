import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { bySourceOrder, readProfileFile } from '../../../../src/domain/profiles/reading/read-file.ts'

const configMap = (name: string, text: string) =>
  `kind: ConfigMap\napiVersion: v1\nmetadata: {name: ${name}}\ndata:\n  jupyterhub-singleuser-profiles.yaml: ${text}`
const block = (text: string) => `|\n${text.replaceAll(/^/gm, '    ')}`
const read = (text: string) => {
  const { set, problems } = readProfileFile(text, 'f.yaml')
  return {
    names: set.profiles.map(({ name }) => name),
    said: problems.map(({ where, text: why }) => `${where}: ${why}`),
  }
}

describe('files', () => {
  it('profiles themselves', () => assert.deepEqual(read('profiles: [{name: a}]'), { names: ['a'], said: [] }))
  it('a ConfigMap, with the lines of the file', () => {
    const { names, said } = read(configMap('x', block('profiles:\n- name: a\n  gpu: x')))
    assert.deepEqual(names, ['a'])
    assert.match(said[0] ?? '', /^f\.yaml:8 profiles\[0\]\.gpu: must be a whole number/)
  })
  it('in JSON the lines are those of the text', () => {
    const data = { 'jupyterhub-singleuser-profiles.yaml': 'profiles:\n- name: a\n  gpu: x' }
    const { names, said } = read(JSON.stringify({ kind: 'ConfigMap', metadata: { name: 'x' }, data }))
    assert.deepEqual(names, ['a'])
    assert.match(said[0] ?? '', /^f\.yaml \(ConfigMap x, jupyterhub-singleuser-profiles\.yaml\):3 profiles\[0\]\.gpu/)
  })
  it('a List: the order of the product, not of the list', () => {
    const items = ['b', 'jupyter-singleuser-profiles', 'a'].map(
      (name) => `- ${configMap(name, `"profiles: [{name: ${name}}]"`).replaceAll('\n', '\n  ')}`,
    )
    const { names, said } = read(`kind: List\nitems:\n${items.join('\n')}`)
    assert.deepEqual([names, said], [['jupyter-singleuser-profiles', 'a', 'b'], []])
  })
  it('several documents; one that is bad costs itself alone', () => {
    const documents = [
      configMap('a', '"profiles: ["'),
      'kind: Secret\nmetadata: {name: s}',
      configMap('b', '"profiles: [{name: b}]"'),
    ]
    const { names, said } = read(documents.join('\n---\n'))
    assert.deepEqual(names, ['b'])
    assert.equal(said.length, 2)
    assert.match(said.join('\n'), /ConfigMap a, .*is not valid YAML/)
    assert.match(said.join('\n'), /^f\.yaml:\d+: is a Secret; profiles are read out of ConfigMaps$/m)
  })
  it('a ConfigMap of something else', () =>
    assert.match(
      read('kind: ConfigMap\nmetadata: {name: x}\ndata: {a: b}').said[0] ?? '',
      /^f\.yaml:1: ConfigMap x has no text at data/,
    ))
  it('no YAML', () => assert.match(read('a: [').said[0] ?? '', /^f\.yaml:1: is not valid YAML/))
})

it('the order of sources', () =>
  assert.deepEqual(['b', 'Z', 'jupyter-singleuser-profiles', 'a', '1'].toSorted(bySourceOrder), [
    'jupyter-singleuser-profiles',
    '1',
    'Z',
    'a',
    'b',
  ]))
