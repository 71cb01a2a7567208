import assert from 'node:assert/strict'
import { it, suite } from 'node:test'
import { at, HELMS, type HelmVersion, notes, type Rendered, render, skipWithoutHelm } from './helm.ts'

const skip = await skipWithoutHelm()

const KIND = 'admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy'
const services = (...allowedKinds: readonly object[]) => ({ profiles: { enabled: true, services: { allowedKinds } } })
const PODS = { apiGroup: '', resource: 'pods' }
const SECRETS = { apiGroup: '', resource: 'secrets' }

/** What changes which kinds, and where, there are rights to. */
const VALUES: readonly (readonly [what: string, values: object, policies: readonly string[]])[] = [
  ['as it comes', {}, []],
  [
    'a CapacityBuffer',
    { nodePools: { user: { nodeSelector: { pool: 'user' }, holdBy: 'capacitybuffer' } } },
    ['buffers'],
  ],
  ['utilization', { utilization: { enabled: true } }, ['nodes']],
  ['nodes of kwok', { utilization: { enabled: true, nodeGroups: 'kwok' } }, ['nodes']],
  ['profiles', { profiles: { enabled: true } }, ['webhook']],
  ['no webhook', { profiles: { enabled: true, webhook: { enabled: false } } }, []],
  ['cert-manager', { profiles: { enabled: true, webhook: { certManager: { enabled: true } } } }, ['webhook']],
  ['the API for hubs', { profiles: { enabled: true, api: { enabled: true } } }, ['webhook']],
  ['profiles elsewhere', { profiles: { enabled: true, namespaces: ['courses'] } }, ['webhook']],
  ['users elsewhere', { userPods: { namespaces: ['a', 'b'] }, profiles: { enabled: true } }, ['webhook']],
  ['services', services(PODS, SECRETS, { apiGroup: 'a.io', resource: 'sparks' }), ['services', 'webhook']],
  ['ConfigMaps named as a kind', services({ apiGroup: '', resource: 'configmaps' }), ['webhook']],
  ['services elsewhere', { ...services(PODS), userPods: { namespaces: ['a'] } }, ['services', 'webhook']],
]

interface Rule {
  readonly apiGroups: readonly string[]
  readonly resources: readonly string[]
  readonly verbs?: readonly string[]
}

/** Group and resource, in which namespace; `*`: in all. */
const placesOf = (rules: readonly Rule[], namespaces: readonly string[]) =>
  rules.flatMap(({ apiGroups, resources }) =>
    apiGroups.flatMap((group) => resources.flatMap((one) => namespaces.map((space) => `${group}/${one} in ${space}`))),
  )

/** What the controller may change by its Roles. */
const granted = (objects: readonly Rendered[]) =>
  objects.flatMap((role) => {
    if (role.kind !== 'Role' && role.kind !== 'ClusterRole') return []
    const rules = at(role, 'rules') as readonly Rule[]
    const writing = rules.filter(({ verbs = [] }) => verbs.some((verb) => !['get', 'list', 'watch'].includes(verb)))
    const namespace = role.kind === 'ClusterRole' ? '*' : String(at(role, 'metadata', 'namespace') ?? 'jhub')
    return placesOf(writing, [namespace])
  })

const policiesOf = (objects: readonly Rendered[]) => objects.filter(({ kind }) => kind === 'ValidatingAdmissionPolicy')

const judged = (objects: readonly Rendered[]) =>
  policiesOf(objects).flatMap((policy) => {
    const where = at(policy, 'spec', 'matchConstraints', 'namespaceSelector', 'matchExpressions', 0, 'values')
    const rules = at(policy, 'spec', 'matchConstraints', 'resourceRules') as readonly Rule[]
    return placesOf(rules, (where as readonly string[] | undefined) ?? ['*'])
  })

/** Keeps nothing: a question about a token. */
const CHANGES_NOTHING = 'authentication.k8s.io/tokenreviews in *'

const isThere = async (helm: HelmVersion, values: object, ...args: readonly string[]) =>
  policiesOf((await render(helm, { values, args })).objects).length > 0

for (const helm of HELMS)
  suite(`helm ${helm}: the controller's own power`, { skip }, () => {
    for (const [what, values, more] of VALUES)
      it(`all that its Roles let it change is judged: ${what}`, async () => {
        const { objects } = await render(helm, { namespace: 'jhub', values })
        const names = policiesOf(objects).map(({ metadata }) => metadata.name.replace('hub-warmseats-', ''))
        assert.deepEqual(names.toSorted(), ['data', 'deployments', 'pods', ...more].toSorted())
        const places = new Set(judged(objects))
        for (const place of granted(objects))
          assert.ok(places.has(place) || place === CHANGES_NOTHING, `${place} is not judged`)
      })

    it('each policy refuses, whatever goes wrong with it, and judges nobody else', async () => {
      const [, values] = VALUES.find(([what]) => what === 'services') ?? []
      const { objects, one } = await render(helm, { namespace: 'jhub', values: values ?? {} })
      for (const policy of policiesOf(objects)) {
        const { name } = policy.metadata
        assert.equal(at(policy, 'spec', 'failurePolicy'), 'Fail')
        assert.deepEqual(at(policy, 'spec', 'matchConditions', 0), {
          name: 'by-the-controller',
          expression: 'request.userInfo.username == "system:serviceaccount:jhub:hub-warmseats"',
        })
        const binding = one('ValidatingAdmissionPolicyBinding', name)
        assert.deepEqual(at(binding, 'spec'), { policyName: name, validationActions: ['Deny'] })
      }
    })

    it('it is there where the cluster serves it, unless said otherwise', async () => {
      const known = ['--api-versions', 'v1/ConfigMap']
      assert.ok(await isThere(helm, {}), 'no cluster, a new version')
      assert.ok(!(await isThere(helm, {}, '--kube-version', '1.29.9')), 'no cluster, an old version')
      assert.ok(await isThere(helm, {}, '--kube-version', '1.30.0-gke.1'))
      assert.ok(await isThere(helm, {}, ...known, '--api-versions', KIND), 'a cluster that serves it')
      assert.ok(!(await isThere(helm, {}, ...known)), 'a cluster that does not')
      assert.ok(await isThere(helm, { admissionPolicy: { enabled: true } }, ...known))
      assert.ok(!(await isThere(helm, { admissionPolicy: { enabled: false } })))
    })

    it('a ServiceAccount that others may share is judged only when it is asked for', async () => {
      const shared = { serviceAccount: { create: false } }
      assert.ok(!(await isThere(helm, shared)))
      assert.ok(await isThere(helm, { ...shared, admissionPolicy: { enabled: true } }))
      assert.ok(await isThere(helm, { serviceAccount: { create: false, name: 'theirs' } }))
    })

    it('where it is not there the notes say so, and what it means', async () => {
      const can = /may write all that its Roles grant: any pod and any Deployment of jhub\./
      for (const [values, why, ...args] of [
        [{}, /serves no ValidatingAdmissionPolicy \(Kubernetes 1\.30 does\)/, '--kube-version', '1.29.9'],
        [{ admissionPolicy: { enabled: false } }, /admissionPolicy: it is switched off/],
        [{ serviceAccount: { create: false } }, /name one of its own in serviceAccount\.name/],
      ] as const) {
        const said = await notes(helm, { values, args })
        assert.match(said, why)
        assert.match(said, can)
      }
      assert.doesNotMatch(await notes(helm), /admissionPolicy/)
    })

    it('placeholders may run the images that values name', async () => {
      const values = { placeholder: { image: 'a.io/pause:1' }, admissionPolicy: { images: ['mirror.io/a.io/pause:1'] } }
      const policy = (await render(helm, { values })).one('ValidatingAdmissionPolicy', 'hub-warmseats-deployments')
      const rules = at(policy, 'spec', 'validations') as readonly { readonly expression: string }[]
      const images = '["a.io/pause:1","mirror.io/a.io/pause:1"]'
      assert.equal(rules.filter(({ expression }) => expression.includes(images)).length, 1)
    })

    it('templates choose what their pods are only where values say so', async () => {
      const length = async (admissionPolicy: object) => {
        const { one } = await render(helm, { values: { ...services(PODS), admissionPolicy } })
        return at(one('ValidatingAdmissionPolicy', 'hub-warmseats-services'), 'spec', 'validations', 'length')
      }
      assert.deepEqual([await length({}), await length({ serviceWorkloads: 'any' })], [5, 1])
    })
  })
