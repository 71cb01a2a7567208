import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { loadConfig } from '../../../src/config/load.ts'

const load = (hub: object) =>
  loadConfig(
    JSON.stringify({ nodePools: { user: { nodeSelector: { a: 'b' } }, gpu: { nodeSelector: { a: 'c' } } }, hub }),
  )
const built = (hub: object) => {
  const loaded = load(hub)
  assert(loaded.at === 'good', JSON.stringify(loaded))
  assert.deepEqual(loaded.warnings, [])
  return loaded.config.hub
}
const refused = (hub: object) => {
  const loaded = load(hub)
  return loaded.at === 'refused' ? loaded.errors.map(({ where, text }) => `${where}: ${text}`).join('\n') : ''
}
const API = { url: 'http://hub.jupyterhub.svc:8081', tokenSecret: { name: 'warmseats-hub' } }

describe('hub', () => {
  it('is not asked, unless the values say so', () => {
    for (const hub of [{}, { url: '' }, { tokenSecret: {}, profiles: {} }])
      if (!('tokenSecret' in hub)) assert.equal(built(hub), undefined)
  })
  it('is asked every ten seconds', () =>
    assert.deepEqual(built(API), {
      api: { url: API.url, tokenSecret: { name: 'warmseats-hub', key: 'token' }, refreshMs: 10_000 },
      profiles: {},
      spawnTimeMs: 30_000,
    }))
  it('is asked every two seconds at most', () => assert.equal(built({ ...API, refresh: 0 })?.api?.refreshMs, 2000))
  it('has limits without being asked, and 0 is none', () =>
    assert.deepEqual(
      built({ concurrentSpawnLimit: 64, activeServerLimit: 0, startTimeout: '5m', cullIdleAfter: 3600 }),
      {
        concurrentSpawnLimit: 64,
        startTimeoutMs: 300_000,
        cullIdleAfterMs: 3_600_000,
        profiles: {},
        spawnTimeMs: 30_000,
      },
    ))
  for (const url of ['http://h:8081/', 'HTTP://h:8081/hub/', ' http://h:8081/hub/api ', 'http://h:8081/hub/api/'])
    it(`is where ${url} is`, () => assert.equal(built({ ...API, url })?.api?.url, 'http://h:8081'))
  it('may have a base_url', () =>
    assert.equal(
      built({ ...API, url: 'https://jupyter.example.edu/2026/hub' })?.api?.url,
      'https://jupyter.example.edu/2026',
    ))

  const table: readonly (readonly [string, object, RegExp])[] = [
    ['without a token', { url: API.url }, /^hub\.tokenSecret: is missing/],
    ['with a token alone', { tokenSecret: API.tokenSecret }, /^hub\.url: is missing/],
    ['with a password in its address', { ...API, url: 'http://u:p@h' }, /^hub\.url: is no address/],
    ['with a query', { ...API, url: 'http://h?a' }, /^hub\.url: is no address/],
    ['in a file', { ...API, url: 'file:///h' }, /^hub\.url: is no address/],
    ['with a pool that there is not', { pool: 'usr' }, /^hub\.pool: no pool `usr`; did you mean `user`\?/],
    [
      'with a profile in one',
      { profiles: { big: 'gpus' } },
      /^hub\.profiles\.big: no pool `gpus`; did you mean `gpu`\?/,
    ],
    ['that waits for a word', { startTimeout: 'long' }, /^hub\.startTimeout: not a duration/],
  ]
  for (const [name, hub, expected] of table) it(`is refused ${name}`, () => assert.match(refused(hub), expected))
  it('says nothing of what its address holds', () =>
    assert.doesNotMatch(refused({ ...API, url: 'http://u:hunter2@h' }), /hunter2/))
})
