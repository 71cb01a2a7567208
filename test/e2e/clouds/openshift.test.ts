import type { Cluster } from '../../cluster/index.ts'
import { eventually } from '../../cluster/index.ts'
import { HUB_NAMESPACE } from '../../support/hubs/examples.ts'
import { itServesTheHub } from './support/serves-the-hub.ts'

const POLICIES = '/apis/admissionregistration.k8s.io/v1'

/** The ids that OpenShift gives to the namespace. */
const RANGE = '1000660000 && user < 1000670000'
const IN_RANGE = `[object.spec] .map(spec, [spec] + spec.containers + spec.?initContainers.orValue([]))[0]
  .map(one, one.?securityContext.?runAsUser.orValue(1000660000)).all(user, user >= ${RANGE})`
const NO_GROUP = 'object.spec.?securityContext.?fsGroup.orValue(1000660000) == 1000660000'
const NOT_PRIVILEGED =
  '(object.spec.containers + object.spec.?initContainers.orValue([])).all(c, !c.?securityContext.?privileged.orValue(false))'

/**
 * What the SecurityContextConstraint restricted-v2 refuses, which every ServiceAccount may use and no more: a user or a group that
 * is not of the namespace's, and privileges.
 */
async function constrain(cluster: Cluster): Promise<void> {
  const name = 'restricted-v2'
  await cluster.request('POST', `${POLICIES}/validatingadmissionpolicies`, {
    metadata: { name },
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: {
        resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], resources: ['pods'], operations: ['CREATE'] }],
      },
      validations: [
        { expression: IN_RANGE, message: 'runAsUser: Invalid value: must be in the ranges: [1000660000, 1000669999]' },
        { expression: NO_GROUP, message: 'fsGroup: Invalid value: is not an allowed group' },
        {
          expression: NOT_PRIVILEGED,
          message: 'privileged: Invalid value: true: Privileged containers are not allowed',
        },
      ],
    },
  })
  await cluster.request('POST', `${POLICIES}/validatingadmissionpolicybindings`, {
    metadata: { name },
    spec: {
      policyName: name,
      validationActions: ['Deny'],
      matchResources: { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': HUB_NAMESPACE } } },
    },
  })
  const root = { spec: { securityContext: { runAsUser: 65534 }, containers: [{ name: 'one', image: 'one' }] } }
  await eventually('the constraint to be in force', () =>
    cluster
      .request('POST', `/api/v1/namespaces/${HUB_NAMESPACE}/pods?dryRun=All`, { metadata: { name: 'nobody' }, ...root })
      .then(
        () => false,
        (error: Error) => error.message.includes('must be in the ranges'),
      ),
  )
}

itServesTheHub('openshift', {
  pool: 'user',
  labels: { 'hub.jupyter.org/pool-name': 'user', 'hub.jupyter.org/node-purpose': 'user' },
  taints: [{ key: 'hub.jupyter.org/dedicated', value: 'user', effect: 'NoSchedule' }],
  machine: { cpu: '7500m', memory: '30500Mi' },
  elsewhere: ['MachineSet', 'MachineAutoscaler', 'ClusterAutoscaler', 'Route'],
  before: constrain,
})
