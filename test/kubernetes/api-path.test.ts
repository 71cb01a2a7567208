import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  apiPath,
  collectionPath,
  NotInPath,
  objectPath,
  pathUnder,
  versionPath,
} from '../../src/kubernetes/api-path.ts'
import { fc, RUNS } from '../support/properties.ts'

const hub = 'hub'
const at = (name: string) => apiPath`/api/v1/namespaces/${hub}/configmaps/${name}`

describe('paths of the API', () => {
  for (const [name, path] of [
    ['spark-ada', 'spark-ada'],
    ['a.b', 'a.b'],
    ['../secrets/hub', '..%2Fsecrets%2Fhub'],
    ['%2e%2e/secrets/hub', '%252e%252e%2Fsecrets%2Fhub'],
    ['x?dryRun=', 'x%3FdryRun%3D'],
    ['hub/status', 'hub%2Fstatus'],
    ['a#b', 'a%23b'],
    ['http:hub:8080', 'http:hub:8080'],
    ['a\r\nHost: b', 'a%0D%0AHost:%20b'],
  ] as const)
    it(`a name stays one segment: ${JSON.stringify(name)}`, () =>
      assert.equal(at(name), `/api/v1/namespaces/hub/configmaps/${path}`))

  for (const name of ['', '.', '..'])
    it(`no encoding helps \`${name}\`: it is refused`, () => {
      assert.throws(() => at(name), NotInPath)
      assert.throws(() => pathUnder('/api/v1/nodes', name), NotInPath)
      assert.throws(() => collectionPath({ group: '', version: 'v1', resource: 'pods', namespace: name }), NotInPath)
      assert.throws(() => versionPath('apps', name), /write one of small letters/)
    })

  it('collections, of a namespace and of the cluster', () => {
    assert.equal(collectionPath({ group: '', version: 'v1', resource: 'nodes' }), '/api/v1/nodes')
    assert.equal(
      collectionPath({ group: 'apps', version: 'v1', resource: 'deployments', namespace: 'hub' }),
      '/apis/apps/v1/namespaces/hub/deployments',
    )
    assert.equal(collectionPath({ group: '', version: 'v1', resource: '../x' }), '/api/v1/..%2Fx')
  })

  it('an object is in its collection', () => {
    const place = { group: 'apps', version: 'v1', resource: 'statefulsets', namespace: 'hub', name: 'a/b' }
    assert.equal(objectPath(place), '/apis/apps/v1/namespaces/hub/statefulsets/a%2Fb')
  })

  it('whatever a value is, an URL that is made of the path leads to the same collection', () => {
    const names = fc.string({ unit: 'grapheme-composite' }).filter((name) => !['', '.', '..'].includes(name))
    fc.assert(
      fc.property(names, (name) => {
        const { pathname, search, hash } = new URL(at(name), 'https://10.0.0.1')
        assert.deepEqual([search, hash], ['', ''])
        const parts = pathname.split('/')
        assert.deepEqual(parts.slice(0, -1), ['', 'api', 'v1', 'namespaces', 'hub', 'configmaps'])
        assert.equal(decodeURIComponent(parts.at(-1) ?? ''), name)
      }),
      RUNS,
    )
  })
})
