import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { pathBreaches } from './paths.ts'

const TALKS = "import { api } from '../kubernetes/api.ts'\n"

const REFUSED = [
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: it is what sources write
  'const where = `/api/v1/namespaces/${namespace}/pods`',
  'const where = `/apis/${group}/v1`',
  'kubernetes.get(`${collection}/${name}`)',
  'by.kubernetes.remove(collection + name)',
  'const path = `${collection}/${name}`',
  'connection.request({ path: root + name })',
  'const b = apiPath`/api/v1/nodes/${`/api/${name}`}`',
  'const path = other`/api/v1/nodes/${name}`',
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: it is what sources write
]

const ALLOWED = [
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: it is what sources write
  'const path = apiPath`/api/v1/namespaces/${namespace}/pods`',
  "kubernetes.get('/api/v1/nodes')",
  'kubernetes.get(pathUnder(collection, name))',
  'const words = `pods/${name} in ${namespace}`',
  'known.get(`${namespace}/${name}`)',
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: it is what sources write
]

describe('paths of the API, as the law reads a source', () => {
  for (const text of REFUSED)
    it(`made of values: ${text}`, () =>
      assert.deepEqual(pathBreaches('src/x.ts', TALKS + text), [
        'src/x.ts:2: a path of the API is made here; write it with apiPath or pathUnder',
      ]))
  for (const text of ALLOWED) it(`lawful: ${text}`, () => assert.deepEqual(pathBreaches('src/x.ts', TALKS + text), []))
})
