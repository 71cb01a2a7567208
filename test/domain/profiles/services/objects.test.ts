import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readObjects } from '../../../../src/domain/profiles/services/objects.ts'
import { renderTemplate } from '../../../../src/domain/profiles/services/template.ts'
import { engine } from '../../../support/services/work.ts'

const read = (rendered: string, labels: Readonly<Record<string, string>> = {}, user = 'ada') =>
  readObjects(rendered, { user, namespace: 'hub', labels })

const OF_ADA = { 'warmseats.io/service-of': 'ada' }

/** The template of the old library's README. */
const SPARK = `kind: SparkCluster
apiVersion: radanalytics.io/v1
metadata:
  name: spark-cluster-{{ user }}
spec:
  worker:
    instances: "{{ worker_instances }}"
    memoryLimit: "{{ worker_memory_limit }}"
  master:
    memoryLimit: "{{ master_memory_limit }}"
`

/** A list of lists of …: each level names the one before ten times. */
function bomb(levels: number): string {
  const level = (at: number) =>
    `l${at}: &l${at} [${Array(10)
      .fill(at === 0 ? 'x' : `*l${at - 1}`)
      .join(', ')}]`
  return Array.from({ length: levels }, (_, at) => level(at)).join('\n')
}

const REFUSED: readonly [rendered: string, text: string | RegExp][] = [
  ['', 'it renders nothing'],
  ['# only a comment', 'it renders nothing'],
  ['just words', 'it renders the text `just words`, not an object with apiVersion, kind and metadata'],
  ['- kind: A', 'it renders a list, not an object with apiVersion, kind and metadata'],
  ['kind: A\nspec: [', /^what it renders is not valid YAML: .* \(line 2 of what it renders\)$/],
  ['kind: A\nmetadata: {name: a}', 'what it renders has no apiVersion, such as `v1`'],
  ['apiVersion: ../../v1\nkind: A\nmetadata: {name: a}', 'what it renders has no apiVersion, such as `v1`'],
  ['apiVersion: v1\nmetadata: {name: a}', 'what it renders has no kind'],
  ['apiVersion: v1\nkind: A', 'the A that it renders has no metadata.name'],
  ['apiVersion: v1\nkind: A\nmetadata: {generateName: a-}', 'the A that it renders has no metadata.name'],
  ['apiVersion: v1\nkind: List\nitems: []', 'it renders a List; write its items as documents of their own (`---`)'],
  [
    'apiVersion: v1\nkind: A\nmetadata: {name: a, namespace: kube-system}',
    "the A that it renders is for the namespace `kube-system`; services live beside their user's pod, in `hub`",
  ],
  ['apiVersion: v1\nkind: A\nmetadata: {name: a, ownerReferences: []}', /has ownerReferences; it belongs to/],
  ['apiVersion: v1\nkind: A\nmetadata: {name: a, labels: [b]}', 'the labels of the A that it renders are no map'],
  [
    'apiVersion: v1\nkind: A\nmetadata: {name: a}\nspec: {__proto__: {x: 1}}',
    'what it renders has the key `spec.__proto__`, which is not allowed',
  ],
  ...['../secrets/hub', 'x?dryRun=', 'hub/status', '..', '%2e%2e', 'Spark', 'a_b', '-a', 'a..b', 'a\\u202eb', 'ü'].map(
    (name): [string, RegExp] => [
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${JSON.stringify(name).replace('\\\\', '\\')}}`,
      /^the ConfigMap that it renders cannot be called `.+`: a name has small letters, digits, `-` and `\.`, and begins/,
    ],
  ),
  [
    'apiVersion: v1\nkind: Service\nmetadata: {name: a.b}',
    'the Service that it renders cannot be called `a.b-ada`: the name of a Service has no `.` and at most 63 characters',
  ],
  [bomb(9), /^what it renders is refused: /],
  [
    'apiVersion: v1\nkind: A\nmetadata: {name: a}\n---\nkind: B',
    'document 2: what it renders has no apiVersion, such as `v1`',
  ],
]

describe('the objects that a template renders', () => {
  it('the example of the old library', () => {
    const variables = { user: 'ada', worker_instances: 1, worker_memory_limit: '4Gi', master_memory_limit: '1Gi' }
    const rendering = renderTemplate(SPARK, variables, engine)
    assert.ok(rendering.at === 'rendered')
    assert.deepEqual(read(rendering.text, { 'opendatahub.io/component': 'jupyterhub' }), {
      at: 'read',
      objects: [
        {
          apiVersion: 'radanalytics.io/v1',
          kind: 'SparkCluster',
          metadata: {
            name: 'spark-cluster-ada',
            namespace: 'hub',
            labels: { 'opendatahub.io/component': 'jupyterhub', ...OF_ADA },
          },
          spec: { worker: { instances: '1', memoryLimit: '4Gi' }, master: { memoryLimit: '1Gi' } },
        },
      ],
    })
  })

  it('several documents are several objects, with labels and with the user in their names', () => {
    const rendered = `apiVersion: v1
kind: ConfigMap
metadata: {name: settings, labels: {a: b, team: x}}
data: {n: "1"}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: ada-notes, namespace: hub}
---
`
    const reading = read(rendered, { team: 'maths' })
    assert.ok(reading.at === 'read')
    assert.deepEqual(
      reading.objects.map(({ metadata: { name, labels } }) => [name, labels]),
      [
        ['settings-ada', { a: 'b', team: 'maths', ...OF_ADA }],
        ['ada-notes', { team: 'maths', ...OF_ADA }],
      ],
    )
  })

  for (const [rendered, text] of REFUSED)
    it(`refused: ${rendered.slice(0, 60).replaceAll('\n', '; ') || 'nothing'}`, () => {
      const reading = read(rendered)
      assert.ok(reading.at === 'refused', JSON.stringify(reading))
      if (typeof text === 'string') assert.equal(reading.text, text)
      else assert.match(reading.text, text)
    })
})
