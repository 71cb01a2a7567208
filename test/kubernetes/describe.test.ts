import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { ConnectionError } from '../../src/kubernetes/connection-error.ts'
import { type Attempt, describeApiError } from '../../src/kubernetes/describe.ts'
import { ApiError } from '../../src/kubernetes/errors.ts'

const error = (status: number, message = 'why', rest: Partial<ApiError> = {}): ApiError =>
  new ApiError({ status, reason: '', message, retryAfterMs: undefined, causes: [], ...rest })

const pods: Attempt = { verb: 'watch', group: '', resource: 'pods' }
const deployment: Attempt = {
  verb: 'apply',
  group: 'apps',
  resource: 'deployments',
  namespace: 'hub',
  name: 'user-placeholder',
}
const account = 'User "system:serviceaccount:hub:warmseats" cannot'

describe('describeApiError', () => {
  for (const [what, given, attempt, sentence] of [
    [
      'names the missing rule, and the verbs that go with it',
      error(403, `pods is forbidden: ${account} watch resource "pods" in API group "" at the cluster scope`),
      pods,
      'missing RBAC: the ServiceAccount `hub/warmseats` may not `watch` `pods` (core) in all namespaces; ' +
        'grant apiGroups [""] resources ["pods"] verbs ["list","watch"] in a ClusterRole',
    ],
    [
      'names the missing rule when the server gives no reason',
      error(403, ''),
      pods,
      'missing RBAC: the ServiceAccount may not `watch` `pods` (core) in all namespaces; ' +
        'grant apiGroups [""] resources ["pods"] verbs ["list","watch"] in a ClusterRole',
    ],
    [
      'asks for a Role where the attempt was in a namespace',
      error(403, `x: ${account} patch resource "deployments" in API group "apps" in the namespace "hub"`),
      deployment,
      'missing RBAC: the ServiceAccount `hub/warmseats` may not `patch` `deployments` (apps) in the namespace `hub`; ' +
        'grant apiGroups ["apps"] resources ["deployments"] verbs ["create","patch"] in a Role of the namespace hub',
    ],
    [
      'names a person, a subresource, and what is cluster-wide',
      error(403, 'User "ada" cannot update resource "nodes/status" in API group ""'),
      { verb: 'patch', resource: 'nodes', subresource: 'status' },
      'missing RBAC: the user "ada" may not `update` `nodes/status` (core) in this cluster; ' +
        'grant apiGroups [""] resources ["nodes/status"] verbs ["update"] in a ClusterRole',
    ],
    [
      'takes an admission plugin for what it is',
      error(403, 'exceeded quota: compute'),
      deployment,
      'the API server refused to apply deployments/user-placeholder in hub: exceeded quota: compute (403)',
    ],
    [
      'names the policy that denies it, with its own words',
      error(
        403,
        `deployments.apps "a" is forbidden: ValidatingAdmissionPolicy 'warmseats-deployments' with binding 'b' denied request: one image; set admissionPolicy.images`,
      ),
      deployment,
      'the policy warmseats-deployments refused to apply deployments/user-placeholder in hub: one image; ' +
        'set admissionPolicy.images (403)',
    ],
    [
      'also where it says that the object is invalid',
      error(
        422,
        `deployments.apps "a" is invalid: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: too many`,
      ),
      deployment,
      'the policy p refused to apply deployments/user-placeholder in hub: too many (422)',
    ],
    [
      'tells a missing resource',
      error(404, '404 page not found'),
      { verb: 'list', group: 'autoscaling.x-k8s.io', resource: 'capacitybuffers' },
      'the cluster does not serve `capacitybuffers` (autoscaling.x-k8s.io) here: is its CustomResourceDefinition installed, ' +
        'the namespace there? (404: 404 page not found)',
    ],
    ['tells a missing object', error(404), deployment, 'there is no deployments/user-placeholder in hub (404)'],
    [
      'names the fields of a conflict',
      error(409, 'conflict with "kubectl"', { causes: [{ reason: 'FieldManagerConflict', field: '.spec.replicas' }] }),
      deployment,
      'could not apply deployments/user-placeholder in hub: other field managers own .spec.replicas (409: conflict with "kubectl")',
    ],
    [
      'tells a lost race',
      error(409),
      deployment,
      'could not apply deployments/user-placeholder in hub: it has changed since we saw it (409: why)',
    ],
    ['tells an expired place', error(410), pods, 'our place in the history of pods has expired (410): listing anew'],
    [
      'lists what is invalid',
      error(422, 'long', { causes: [{ field: 'spec.replicas', message: 'must be ≥ 0' }, { message: 'bad' }] }),
      deployment,
      'deployments/user-placeholder in hub is invalid: spec.replicas: must be ≥ 0; bad (422)',
    ],
    [
      'tells what is too large',
      error(422, 'is invalid: []: Too long: may not be more than 1048576 bytes', {
        causes: [{ reason: 'FieldValueTooLong', field: '[]' }],
      }),
      deployment,
      'deployments/user-placeholder in hub is too large for the API server: is invalid: []: Too long: may not be more than 1048576 bytes (422)',
    ],
    [
      'tells a body that is too large',
      error(413, 'Request entity too large: limit is 3145728'),
      deployment,
      'deployments/user-placeholder in hub is too large for the API server: Request entity too large: limit is 3145728 (413)',
    ],
    [
      'tells what etcd finds too large',
      error(500, 'etcdserver: request is too large'),
      deployment,
      'deployments/user-placeholder in hub is too large for the API server: etcdserver: request is too large (500)',
    ],
    [
      'says for how long to wait',
      error(429, 'x', { retryAfterMs: 1500 }),
      pods,
      'the API server asks us to wait 1.5 s before we watch pods (429)',
    ],
    [
      'tells refused credentials',
      error(401, 'Unauthorized'),
      pods,
      'the API server does not accept our credentials (401) to watch pods: Unauthorized; they are read anew before the next try',
    ],
    [
      'tells a failing server',
      error(503, 'etcd is away'),
      pods,
      'the API server failed to watch pods: etcd is away (503)',
    ],
    ['passes on what it does not know', error(418), pods, 'the API server refused to watch pods: why (418)'],
    [
      'passes on what came before HTTP',
      new ConnectionError('refused', 'https://x refused'),
      pods,
      'could not watch pods: https://x refused',
    ],
    ['gives a sentence for anything', 7, pods, 'could not watch pods: 7'],
  ] as const) {
    it(what, () => assert.equal(describeApiError(given, attempt), sentence))
  }
})
