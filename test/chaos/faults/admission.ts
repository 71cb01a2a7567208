/** Admission webhooks of others: one that changes our Deployments, one that is away. */
import { SECOND } from '../../support/time.ts'
import type { Fault } from '../fault.ts'
import type { Scene } from '../scene.ts'
import { tolerationWebhook, type Webhook } from '../webhook.ts'

const REGISTRATIONS = '/apis/admissionregistration.k8s.io/v1'
/** The API server takes up a registration a moment after it accepted it. */
const NOWHERE = 'https://127.0.0.1:1/'

const registration = (clientConfig: object) => ({
  metadata: { name: 'chaos' },
  webhooks: [
    {
      name: 'chaos.example.org',
      clientConfig,
      rules: [
        { apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['deployments'] },
      ],
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'hub' } },
      objectSelector: { matchExpressions: [{ key: 'warmseats.io/pool', operator: 'Exists' }] },
      failurePolicy: 'Fail',
      sideEffects: 'None',
      admissionReviewVersions: ['v1'],
      timeoutSeconds: 2,
    },
  ],
})

const MUTATING = `${REGISTRATIONS}/mutatingwebhookconfigurations`
const VALIDATING = `${REGISTRATIONS}/validatingwebhookconfigurations`

function mutating(name: string, lastsMs: number): Fault {
  let webhook: Webhook | undefined
  return {
    name,
    lastsMs,
    changesTemplate: true,
    begin: async ({ cluster }: Scene) => {
      webhook = await tolerationWebhook(cluster, 'chaos.example.org/added')
      await cluster.request('POST', MUTATING, registration({ url: webhook.url, caBundle: webhook.caBundle }))
    },
    undo: async ({ cluster }: Scene) => {
      await cluster.request('DELETE', `${MUTATING}/chaos`)
      webhook?.close()
      // What admission left is taken as it is; the next fault begins with Deployments as they are meant.
      await cluster.kubectl(['--namespace', 'hub', 'delete', 'deployments', '--selector', 'warmseats.io/pool'])
    },
  }
}

export const admission: readonly Fault[] = [
  mutating('a webhook adds a toleration to our Deployments, and stays', 12 * SECOND),
  {
    name: 'a webhook that has to be asked is away for 12 s',
    lastsMs: 12 * SECOND,
    begin: async ({ cluster }) => {
      await cluster.request('POST', VALIDATING, registration({ url: NOWHERE }))
    },
    end: async ({ cluster }) => {
      await cluster.request('DELETE', `${VALIDATING}/chaos`)
    },
  },
]
