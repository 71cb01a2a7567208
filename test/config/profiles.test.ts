import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { loadConfig } from '../../src/config/load.ts'
import { PROFILES_DEFAULTS } from '../../src/config/profiles-fields.ts'
import { DAY } from '../support/time.ts'

function profilesOf(yaml: string) {
  const loaded = loadConfig(`profiles:\n  ${yaml}`)
  assert.ok(loaded.at === 'good', JSON.stringify(loaded))
  assert.deepEqual(loaded.warnings, [])
  return loaded.config.profiles
}

function refusalOf(yaml: string): string {
  const loaded = loadConfig(`profiles:\n  ${yaml}`)
  assert.ok(loaded.at === 'refused')
  return loaded.errors.map(({ where, text }) => `${where}: ${text}`).join('\n')
}

describe('the values of profiles', () => {
  it('have defaults: off, and no key needs to be there', () => {
    const expected = {
      enabled: false,
      namespaces: [],
      static: {},
      allowedSecrets: [],
      allowedClaims: [],
      allowedImages: [],
      reservedEnv: PROFILES_DEFAULTS.reservedEnv,
      mountPath: '/home/jovyan',
      doNotDisrupt: 'exams',
      sitTogether: false,
      schedulerName: '',
      webhook: { enabled: true, timeoutMs: 3000, certManager: false, certificateLifetimeMs: 90 * DAY },
      services: { allowedKinds: [] },
      api: { enabled: false, serviceAccounts: [{ name: 'hub', namespaces: [] }] },
      images: [],
    }
    for (const yaml of [
      '',
      'webhook:',
      '{webhook: {certManager: }, services: , api: , static: , allowedSecrets: , reservedEnv: }',
    ])
      assert.deepEqual(profilesOf(yaml), expected)
  })

  it('a list of what they may reach takes the place of the default, also an empty one', () => {
    const { allowedSecrets, reservedEnv } = profilesOf('{allowedSecrets: [storage, "course-*"], reservedEnv: []}')
    assert.deepEqual([allowedSecrets, reservedEnv], [['storage', 'course-*'], []])
  })

  it('count as they are written', () => {
    const { enabled, webhook, services, images, mountPath } = profilesOf(
      '{enabled: true, mountPath: /data, webhook: {timeoutSeconds: 5, certificateLifetime: 30d, certManager: {enabled: true}}, services: {allowedKinds: [{apiGroup: radanalytics.io, resource: sparkclusters}]}, images: [{image: "base:1"}, {image: "ml:2", title: ML}]}',
    )
    assert.deepEqual([enabled, mountPath], [true, '/data'])
    assert.deepEqual(webhook, {
      enabled: true,
      timeoutMs: 5000,
      certManager: true,
      certificateLifetimeMs: 30 * DAY,
    })
    assert.deepEqual(services.allowedKinds, [{ apiGroup: 'radanalytics.io', resource: 'sparkclusters' }])
    assert.deepEqual(images, [
      { image: 'base:1', title: 'base:1' },
      { image: 'ml:2', title: 'ML' },
    ])
  })

  it('who may ask is a name, or a name with the namespaces of its pods', () => {
    const { api } = profilesOf(
      '{api: {serviceAccounts: [hub, other/hub, {name: lab}, {name: many/hub, namespaces: [a, "*"]}]}}',
    )
    assert.deepEqual(api.serviceAccounts, [
      { name: 'hub', namespaces: [] },
      { name: 'other/hub', namespaces: [] },
      { name: 'lab', namespaces: [] },
      { name: 'many/hub', namespaces: ['a', '*'] },
    ])
  })

  it('a certificate lives for a while at least: it would be made again without pause', () => {
    assert.equal(profilesOf('webhook: {certificateLifetime: 0}').webhook.certificateLifetimeMs, 15_000)
  })

  for (const [yaml, said] of [
    ['webhook: {failurePolicy: ignore}', /^profiles\.webhook\.failurePolicy: .*"Ignore"\|"Fail"/],
    ['webhook: {timeoutSeconds: 60}', /^profiles\.webhook\.timeoutSeconds: must be at most 30/],
    ['webhook: {certificateLifetime: soon}', /^profiles\.webhook\.certificateLifetime: not a duration/],
    ['api: {serviceAccounts: [{namespaces: [lab]}]}', /^profiles\.api\.serviceAccounts\.0/],
    ['api: {serviceAccounts: [""]}', /^profiles\.api\.serviceAccounts\.0/],
    ['mountPath: home', /^profiles\.mountPath: must be an absolute path/],
    ['static: [{name: everybody}]', /^profiles\.static: /],
    ['services: {allowedKinds: [{resource: sparkclusters}]}', /^profiles\.services\.allowedKinds\.0\.apiGroup: /],
  ] as const)
    it(`are refused: ${yaml}`, () => assert.match(refusalOf(yaml), said))

  it('a key that is not known warns, also deep inside; what stands in profiles is judged where it is read', () => {
    const loaded = loadConfig(
      'profiles: {webhook: {timeout: 3}, api: {serviceAccounts: [{name: hub, namespace: lab}]}, static: {profiles: [{anything: true}]}}',
    )
    assert.ok(loaded.at === 'good')
    assert.deepEqual(
      loaded.warnings.map(({ where }) => where),
      ['profiles.webhook.timeout', 'profiles.api.serviceAccounts.0.namespace'],
    )
  })
})
