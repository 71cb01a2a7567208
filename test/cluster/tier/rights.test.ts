import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Asked, EVERYTHING, type Granted, isWanted, Rights, type Rule } from './rights.ts'

const AT_MS = Date.parse('2026-03-24T09:00:00Z')
const ACCOUNT = 'system:serviceaccount:hub:warmseats'
const role = (rules: readonly Rule[], more: Partial<Granted> = {}): Granted => ({
  ...{ account: ACCOUNT, role: 'warmseats', namespace: 'hub', rules },
  ...more,
})
const rule = (resource: string, verbs: readonly string[], resourceNames?: readonly string[]): Rule => ({
  ...{ apiGroups: [''], resources: [resource], verbs },
  ...(resourceNames ? { resourceNames } : {}),
})
const asked = (verb: string, resource: string, name?: string, more: Partial<Asked> = {}): Asked => ({
  ...{ verb, userAgent: 'warmseats', user: { username: ACCOUNT } },
  objectRef: { resource, namespace: 'hub', ...(name ? { name } : {}) },
  ...more,
})

function unusedOf(granted: readonly Granted[], ...all: readonly Asked[]) {
  const rights = new Rights()
  rights.grant(granted)
  for (const one of all) rights.note(one)
  return [...rights.granted].filter((right) => !rights.used.has(right))
}

describe('rights of the chart', () => {
  const state = role([rule('configmaps', ['list', 'patch'], ['warmseats-state'])])

  it('that were not used are told, whatever the release is called', () => {
    const all = [state, role([rule('nodes', ['get'])], { namespace: '' })]
    assert.deepEqual(unusedOf(all), [
      'list configmaps at home named *-state',
      'patch configmaps at home named *-state',
      'get nodes in the cluster',
    ])
  })

  it('on a part of an object are used by what is asked of that part', () => {
    const scale = role([rule('statefulsets/scale', ['patch'], ['user-placeholder'])])
    const objectRef = { resource: 'statefulsets', namespace: 'hub', name: 'user-placeholder' }
    const whole = asked('patch', 'statefulsets', 'x', { objectRef })
    const part = asked('patch', 'statefulsets', 'x', { objectRef: { ...objectRef, subresource: 'scale' } })
    assert.equal(unusedOf([scale], whole).length, 1)
    assert.equal(unusedOf([scale], part).length, 0)
  })

  for (const [what, one, used] of [
    ['on its name', asked('patch', 'configmaps', 'warmseats-state'), true],
    ['on another name', asked('patch', 'configmaps', 'hub'), false],
    ['on no name', asked('patch', 'configmaps'), false],
    ['with another verb', asked('get', 'configmaps', 'warmseats-state'), false],
    ['on another kind', asked('patch', 'secrets', 'warmseats-state'), false],
    ['by somebody else', asked('patch', 'configmaps', 'warmseats-state', { user: { username: 'admin' } }), false],
    ['by another program', asked('patch', 'configmaps', 'warmseats-state', { userAgent: 'kubectl' }), false],
    [
      'in another namespace',
      asked('patch', 'configmaps', 'x', {
        objectRef: { resource: 'configmaps', namespace: 'lab', name: 'warmseats-state' },
      }),
      false,
    ],
    [
      'on a part of it',
      asked('patch', 'configmaps', 'x', {
        objectRef: { resource: 'configmaps', namespace: 'hub', name: 'warmseats-state', subresource: 'status' },
      }),
      false,
    ],
    [
      'refused',
      asked('patch', 'configmaps', 'warmseats-state', { annotations: { 'authorization.k8s.io/decision': 'forbid' } }),
      false,
    ],
  ] as const)
    it(`are ${used ? '' : 'not '}used by a request ${what}`, () => {
      assert.equal(unusedOf([state], one).includes('patch configmaps at home named *-state'), !used)
    })

  it('of the whole cluster are used in any namespace', () => {
    const pods = role([rule('pods', ['list'])], { namespace: '' })
    assert.deepEqual(unusedOf([pods], asked('list', 'pods')), [])
  })

  it('to make something are used where applying it made it', () => {
    const apply = role([rule('configmaps', ['create', 'patch'])])
    const patched = (code: number) => asked('patch', 'configmaps', 'a', { responseStatus: { code } })
    assert.deepEqual(unusedOf([apply], patched(200)), ['create configmaps at home'])
    assert.deepEqual(unusedOf([apply], patched(201)), [])
  })

  it('for services are one, whatever kinds a test allows', () => {
    const services = role([rule('sparks', ['get']), rule('services', ['get'])], { role: 'warmseats-services' })
    assert.deepEqual(unusedOf([state, services], asked('get', 'services')).slice(2), [])
  })

  it('that are wanting are told: what was asked, and where', () => {
    const rights = new Rights()
    rights.grant([state])
    const annotations = { 'authorization.k8s.io/decision': 'forbid' }
    const objectRef = { resource: 'pods', subresource: 'eviction', namespace: 'lab', name: 'a' }
    const requestReceivedTimestamp = new Date(AT_MS).toISOString()
    rights.note(asked('create', 'leases', undefined, { annotations, objectRef, requestReceivedTimestamp }))
    rights.note(asked('get', 'leases', undefined, { annotations, user: { username: 'somebody' } }))
    assert.deepEqual(rights.refused, [{ said: 'create pods/eviction a in lab', atMs: AT_MS }])
  })

  for (const [what, taken, wanted] of [
    ['with a right that a test had taken away', { what: 'patch pods', sinceMs: AT_MS }, true],
    ['before it was taken away', { what: 'patch pods', sinceMs: AT_MS + 1 }, false],
    ['with another', { what: 'patch pod', sinceMs: 0 }, false],
    ['after the release was uninstalled', { what: EVERYTHING, sinceMs: 0 }, true],
  ] as const)
    it(`a request ${what} was ${wanted ? 'to be' : 'not to be'} refused`, () => {
      assert.equal(isWanted({ said: 'patch pods a in hub', atMs: AT_MS }, taken), wanted)
    })
})
