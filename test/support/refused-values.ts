/** Profiles with a value that the API server refuses in a pod, and with its neighbours that it takes. */
type Row = readonly [what: string, profile: string]

const source = (of: string) => `{env: [{name: A, valueFrom: {${of}}}]}`
const divided = (resource: string, divisor: string) =>
  source(`resourceFieldRef: {resource: ${resource}, divisor: ${divisor}}`)
const field = (path: string) => source(`fieldRef: {fieldPath: "${path}"}`)
const tolerating = (key: string) => `{node_tolerations: [{key: ${key}, operator: Exists}]}`
const limited = (limits: string) => `{resources: {limits: {memory: 1Gi, ${limits}}}}`
const onNode = (name: string) =>
  `{node_affinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchFields: [{key: metadata.name, operator: In, values: ["${name}"]}]}]}}}`

/** With `requests.` before it, 253 characters. */
const LONG_DOMAIN = `${`${'d'.repeat(60)}.`.repeat(3)}${'d'.repeat(61)}`

export const REFUSED: readonly Row[] = [
  ['huge pages without cpu and memory', '{resources: {limits: {hugepages-2Mi: 4Mi}}}'],
  ['huge pages that are no multiple', limited('hugepages-2Mi: 3Mi')],
  ['huge pages of no size', limited('hugepages-foo: 1')],
  ['a name of quotas', limited('requests.nvidia.com/gpu: 1')],
  ['a dash first', limited('nvidia.com/-gpu: 1')],
  ['a domain with a dash first', limited('-a/b: 1')],
  ['a domain with two dots', limited('a..b/c: 1')],
  ['a long name of a device', limited(`nvidia.com/${'g'.repeat(64)}: 1`)],
  ['a domain that is too long in quotas', limited(`${LONG_DOMAIN}e/x: 1`)],
  ['cpu divided by 100m', divided('limits.cpu', '100m')],
  ['cpu divided by 1Mi', divided('requests.cpu', '1Mi')],
  ['memory divided by 3', divided('limits.memory', '3')],
  ['memory divided by 1024', divided('limits.memory', '1024')],
  ['ephemeral storage divided by 1m', divided('limits.ephemeral-storage', '1m')],
  ['huge pages divided by 2Mi', divided('limits.hugepages-2Mi', '2Mi')],
  ['a key ..data', source('secretKeyRef: {name: a, key: ..data}')],
  ['a key ..', source('configMapKeyRef: {name: a, key: ..}')],
  ['a key .', source('configMapKeyRef: {name: a, key: .}')],
  ['a label with a space', field("metadata.labels['no good']")],
  ['an annotation with two slashes', field("metadata.annotations['a/b/c']")],
  ['a label with a capital before its slash', field("metadata.labels['Example.org/a']")],
  ['a toleration with two dots', tolerating('a..b/x')],
  ['a toleration with a part that begins with a dash', tolerating('a.-b/x')],
  ['a node that is none', onNode('Bad Name!')],
  ['a node with two dots', onNode('a..b')],
]

/** As close to those as can be. */
export const TAKEN: readonly Row[] = [
  ['huge pages', limited('hugepages-2Mi: 4Mi, hugepages-1Gi: 1Gi')],
  ['no huge pages', limited('hugepages-2Mi: 0')],
  ['devices', limited(`nvidia.com/gpu: 1, a.b-c.d/${'g'.repeat(63)}: 2, kubernetes.io/x: 1`)],
  ['the longest domain', limited(`${LONG_DOMAIN}/x: 1`)],
  ...['1', '1m'].map((divisor): Row => [`cpu divided by ${divisor}`, divided('limits.cpu', divisor)]),
  ...['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'].flatMap((divisor): Row[] =>
    ['memory', 'ephemeral-storage', 'hugepages-2Mi'].map((name) => [
      `${name} divided by ${divisor}`,
      divided(`limits.${name}`, divisor),
    ]),
  ),
  ['a key .data', source('secretKeyRef: {name: a, key: .data}')],
  ['a key a..b', source('configMapKeyRef: {name: a, key: a..b}')],
  ['a label', field("metadata.labels['example.org/A_b.c']")],
  ['an annotation with a capital before its slash', field("metadata.annotations['Example.org/a']")],
  ['a toleration', tolerating('a.b-c.d/X.y..z')],
  ['a node', onNode('ip-10-0-0-1.example.org')],
]
