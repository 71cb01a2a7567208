import assert from 'node:assert/strict'
import { it, suite } from 'node:test'
import { at, container, HELMS, render, skipWithoutHelm } from './helm.ts'

const skip = await skipWithoutHelm()
const enabled = (profiles: object = {}, more: object = {}) => ({ profiles: { enabled: true, ...profiles }, ...more })
const ANNOUNCING = {
  apiGroups: ['admissionregistration.k8s.io'],
  resources: ['mutatingwebhookconfigurations'],
  resourceNames: ['hub-warmseats'],
  verbs: ['list', 'watch', 'patch'],
}
const PROFILES = ['MutatingWebhookConfiguration', 'Certificate', 'Issuer']

for (const helm of HELMS)
  suite(`profiles with helm ${helm}`, { skip }, () => {
    it('leave no trace where they are not enabled', async () => {
      const { objects, one } = await render(helm)
      assert.deepEqual(
        objects.filter(
          ({ kind, metadata }) => PROFILES.includes(kind) || /-(certificate|ca|webhook|profiles)$/.test(metadata.name),
        ),
        [],
      )
      assert.doesNotMatch(JSON.stringify(container(one('Deployment'), 'args')), /profiles|https/)
      assert.equal(at(one('Service'), 'spec', 'ports', 1), undefined)
    })

    it('the webhook asks for the pods of users only, and starts them without us by default', async () => {
      const { one } = await render(helm, { values: enabled() })
      const webhook = at(one('MutatingWebhookConfiguration'), 'webhooks', 0) as Record<string, unknown>
      assert.deepEqual(webhook.clientConfig, {
        service: { name: 'hub-warmseats', namespace: 'jhub', port: 443 },
      })
      assert.deepEqual(webhook.objectSelector, {
        matchExpressions: [{ key: 'component', operator: 'In', values: ['singleuser-server'] }],
      })
      assert.deepEqual(webhook.rules, [
        { apiGroups: [''], apiVersions: ['v1'], resources: ['pods'], operations: ['CREATE'], scope: 'Namespaced' },
      ])
      assert.deepEqual(
        [
          webhook.failurePolicy,
          webhook.timeoutSeconds,
          at(webhook, 'namespaceSelector', 'matchExpressions', 0, 'values'),
        ],
        ['Ignore', 3, ['jhub']],
      )
      for (const all of [{ userPods: { namespaces: ['*'] } }, { userPods: { namespaces: ['jhub', '*'] } }]) {
        const everywhere = at(
          (await render(helm, { values: enabled({}, all) })).one('MutatingWebhookConfiguration'),
          'webhooks',
          0,
        )
        assert.equal(at(everywhere, 'namespaceSelector'), undefined)
      }
      assert.deepEqual(at(one('Service'), 'spec', 'ports', 1), {
        name: 'https',
        port: 443,
        targetPort: 'https',
        protocol: 'TCP',
      })
    })

    it('it follows the namespaces of users, and their labels, in every form that kubectl knows', async () => {
      const labelSelector =
        'component=singleuser-server,hub in (a, b),!test,tier!=x,app==jupyterhub, zone notin (c),owner'
      const userPods = { labelSelector, namespaces: ['jhub', 'lab'] }
      const { one } = await render(helm, { values: enabled({}, { userPods }) })
      const webhook = at(one('MutatingWebhookConfiguration'), 'webhooks', 0)
      assert.deepEqual(at(webhook, 'objectSelector', 'matchExpressions'), [
        { key: 'component', operator: 'In', values: ['singleuser-server'] },
        { key: 'hub', operator: 'In', values: ['a', 'b'] },
        { key: 'test', operator: 'DoesNotExist' },
        { key: 'tier', operator: 'NotIn', values: ['x'] },
        { key: 'app', operator: 'In', values: ['jupyterhub'] },
        { key: 'zone', operator: 'NotIn', values: ['c'] },
        { key: 'owner', operator: 'Exists' },
      ])
      assert.deepEqual(at(webhook, 'namespaceSelector', 'matchExpressions', 0, 'values'), ['jhub', 'lab'])
      const own = enabled({ webhook: { namespaces: ['lab'], failurePolicy: 'Fail', timeoutSeconds: 9 } }, { userPods })
      const said = at((await render(helm, { values: own })).one('MutatingWebhookConfiguration'), 'webhooks', 0)
      assert.deepEqual(at(said, 'namespaceSelector', 'matchExpressions', 0, 'values'), ['lab'])
      assert.deepEqual([at(said, 'failurePolicy'), at(said, 'timeoutSeconds')], ['Fail', 9])
    })

    it('what the controller writes is not in the manifests', async () => {
      const { one } = await render(helm, { values: enabled() })
      assert.doesNotMatch(JSON.stringify(one('MutatingWebhookConfiguration')), /caBundle|"path"/)
      for (const [kind, name] of [
        ['Secret', 'hub-warmseats-certificate'],
        ['ConfigMap', 'hub-warmseats-ca'],
      ] as const)
        assert.equal(at(one(kind, name), 'data'), undefined)
    })

    it('cert-manager makes the certificate where it is asked to', async () => {
      const values = enabled({ webhook: { certManager: { enabled: true } } })
      const { objects, one } = await render(helm, { values })
      const name = 'hub-warmseats-certificate'
      assert.equal(
        one('MutatingWebhookConfiguration').metadata.annotations?.['cert-manager.io/inject-ca-from'],
        `jhub/${name}`,
      )
      assert.deepEqual(at(one('Certificate'), 'spec', 'issuerRef'), { kind: 'Issuer', name })
      assert.ok(one('Issuer', name))
      assert.ok(!objects.some(({ kind, metadata }) => kind === 'Secret' && metadata.name === name))
      assert.equal(at(one('Secret', 'hub-warmseats-webhook'), 'data'), undefined)
      const rights = at(one('Role', 'hub-warmseats-profiles'), 'rules') as { resources: string[] }[]
      assert.deepEqual(
        rights.filter(({ resources }) => resources.includes('secrets')),
        [
          { apiGroups: [''], resources: ['secrets'], resourceNames: [name], verbs: ['list', 'watch'] },
          {
            apiGroups: [''],
            resources: ['secrets'],
            resourceNames: ['hub-warmseats-webhook'],
            verbs: ['list', 'watch', 'patch'],
          },
        ],
      )
      assert.deepEqual(at(one('ClusterRole', 'hub-warmseats-profiles'), 'rules'), [ANNOUNCING])
      const certManager = { enabled: true, issuer: 'campus', issuerKind: 'ClusterIssuer' }
      const named = await render(helm, { values: enabled({ webhook: { certManager } }) })
      assert.deepEqual(at(named.one('Certificate'), 'spec', 'issuerRef'), { kind: 'ClusterIssuer', name: 'campus' })
      assert.ok(!named.objects.some(({ kind }) => kind === 'Issuer'))
    })

    it('without the webhook there is none, nor a right to it', async () => {
      const { objects } = await render(helm, { values: enabled({ webhook: { enabled: false } }) })
      assert.ok(!objects.some(({ kind }) => kind === 'MutatingWebhookConfiguration'))
      assert.doesNotMatch(JSON.stringify(objects), /mutatingwebhookconfigurations/)
    })

    it('rights: the profiles of the named namespaces, and one certificate, one webhook', async () => {
      const { objects, one } = await render(helm, { values: enabled({ namespaces: ['lab', 'jhub'] }) })
      const rulesOf = (namespace: string) =>
        objects
          .filter(
            ({ kind, metadata }) =>
              kind === 'Role' && metadata.name === 'hub-warmseats-profiles' && at(metadata, 'namespace') === namespace,
          )
          .map((role) => at(role, 'rules'))
      const reading = [
        { apiGroups: [''], resources: ['configmaps'], verbs: ['list', 'watch'] },
        { apiGroups: ['events.k8s.io'], resources: ['events'], verbs: ['create'] },
      ]
      assert.deepEqual(rulesOf('lab'), [reading])
      assert.deepEqual(rulesOf('jhub'), [
        [
          ...reading,
          {
            apiGroups: [''],
            resources: ['secrets'],
            resourceNames: ['hub-warmseats-certificate'],
            verbs: ['list', 'watch', 'patch'],
          },
          { apiGroups: [''], resources: ['configmaps'], resourceNames: ['hub-warmseats-ca'], verbs: ['patch'] },
        ],
      ])
      assert.deepEqual(at(one('ClusterRole', 'hub-warmseats-profiles'), 'rules'), [ANNOUNCING])
      assert.ok(!objects.some(({ kind, metadata }) => kind === 'Secret' && metadata.name === 'hub-warmseats-webhook'))
    })
  })
