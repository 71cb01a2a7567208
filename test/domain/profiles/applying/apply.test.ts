import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { applyProfiles } from '../../../../src/domain/profiles/applying/apply.ts'
import { containerOf, type PodManifest } from '../../../../src/domain/profiles/pod/pod-manifest.ts'
import { profilesIn, spawned } from '../../../support/profiles.ts'

const ADA = { user: 'ada', image: 'base:1' }
const apply = (yaml: string, pod: PodManifest = spawned(), options = {}) =>
  applyProfiles(pod, profilesIn(`profiles:\n- {name: a, ${yaml}}`), ADA, options)
const envOf = (pod: PodManifest) =>
  Object.fromEntries(containerOf(pod)?.env?.map(({ name, value, valueFrom }) => [name, value ?? valueFrom]) ?? [])

describe('the user’s container', () => {
  it('is the one named notebook, wherever it stands; all containers learn the user’s name', () => {
    const pod = spawned()
    const sidecar = { name: 'proxy', image: 'proxy:1' }
    const { pod: applied } = apply('env: {A: x}', {
      ...pod,
      spec: { ...pod.spec, containers: [sidecar, ...pod.spec.containers] },
    })
    const [first, second] = applied.spec?.containers ?? []
    assert.deepEqual(first, { ...sidecar, env: [{ name: 'JUPYTERHUB_USER_NAME', value: 'ada' }] })
    assert.equal(
      second?.env?.some(({ name }) => name === 'A'),
      true,
    )
  })
  it('is the first where none has that name', () => {
    const { pod } = apply('env: {A: x}', { spec: { containers: [{ name: 'main' }, { name: 'other' }] } })
    assert.deepEqual(
      pod.spec?.containers?.map(({ env }) => env?.map(({ name }) => name)),
      [['A', 'JUPYTERHUB_USER_NAME'], ['JUPYTERHUB_USER_NAME']],
    )
  })
  it('a profile does not say who the user is', () =>
    assert.equal(envOf(apply('env: {JUPYTERHUB_USER_NAME: root}').pod).JUPYTERHUB_USER_NAME, 'ada'))
  it('a pod without containers is left as it is, and said', () => {
    const pod = { spec: {} }
    const { pod: applied, problems } = apply('env: {A: x}', pod)
    assert.equal(applied, pod)
    assert.match(problems[0]?.text ?? '', /has no containers/)
  })
})

describe('amounts', () => {
  it('of what a profile names replace those of the pod, the others stay', () => {
    const pod = spawned()
    const [container] = pod.spec.containers
    const resources = { requests: { memory: '1Gi', cpu: '2' }, limits: { cpu: '4', 'example.org/fpga': '1' } }
    const given = { ...pod, spec: { ...pod.spec, containers: [{ ...container, resources }] } }
    const { pod: applied } = apply('resources: {requests: {cpu: 100m}, limits: {memory: 3Gi}}', given)
    assert.deepEqual(containerOf(applied)?.resources, {
      requests: { cpu: '100m' },
      limits: { memory: '3Gi', 'example.org/fpga': '1' },
    })
  })
  it('stand in the hub’s own variables too, where it set them', () => {
    const env = { CPU_LIMIT: '4.0', MEM_LIMIT: '1' }
    const { pod } = apply(
      'resources: {requests: {memory: 1G, cpu: 250m}, limits: {memory: 1.5Gi, cpu: 1}}',
      spawned({ env }),
    )
    const { MEM_LIMIT, MEM_GUARANTEE, CPU_LIMIT, CPU_GUARANTEE } = envOf(pod)
    assert.deepEqual([MEM_LIMIT, MEM_GUARANTEE, CPU_LIMIT, CPU_GUARANTEE], ['1610612736', '1000000000', '1', undefined])
  })
  it('and those of what is gone go too, unless a profile says them', () => {
    const env = { CPU_LIMIT: '2.0', CPU_GUARANTEE: '1.0', MEM_LIMIT: '1' }
    const resources = { requests: { memory: '1Gi', cpu: '1' }, limits: { memory: '1Gi', cpu: '2' } }
    const pod = spawned({ env })
    const [container] = pod.spec.containers
    const given = { ...pod, spec: { ...pod.spec, containers: [{ ...container, resources }] } }
    const told = (yaml: string) => {
      const { MEM_LIMIT, MEM_GUARANTEE, CPU_LIMIT, CPU_GUARANTEE } = envOf(apply(yaml, given).pod)
      return [MEM_LIMIT, MEM_GUARANTEE, CPU_LIMIT, CPU_GUARANTEE]
    }
    const gi = '1073741824'
    assert.deepEqual(told('resources: {requests: {cpu: 500m, memory: 1Gi}, limits: {memory: 2Gi}}'), [
      '2147483648',
      gi,
      undefined,
      '0.5',
    ])
    assert.deepEqual(told('resources: {requests: {memory: 1Gi}, limits: {cpu: 1}}'), [undefined, gi, '1', undefined])
    assert.deepEqual(told('resources: {requests: {cpu: 1}, limits: {memory: 2Gi}}, env: {CPU_LIMIT: own}'), [
      '2147483648',
      undefined,
      'own',
      '1',
    ])
    assert.deepEqual(told('gpu: 1'), ['1', gi, '2.0', '1.0'])
  })
  it('huge pages need memory or CPU beside them, whoever gives those', () => {
    const pages = 'resources: {limits: {hugepages-2Mi: 4Mi}}'
    const { pod: withMemory, problems: none } = apply(pages)
    assert.deepEqual(containerOf(withMemory)?.resources, {
      requests: { memory: '1Gi', 'hugepages-2Mi': '4Mi' },
      limits: { 'hugepages-2Mi': '4Mi' },
    })
    assert.deepEqual(none, [])
    const { pod, problems } = apply(pages, { spec: { containers: [{ name: 'notebook' }] } })
    assert.equal(containerOf(pod)?.resources, undefined)
    assert.deepEqual(
      problems.map(({ where, text }) => `${where}: ${text}`),
      ['profile "a" (profiles.yaml:2): hugepages-2Mi without cpu or memory; left out, write the memory too'],
    )
  })
  it('GPUs are limit and request', () => {
    const { pod } = apply('gpu: 2')
    assert.deepEqual(containerOf(pod)?.resources, {
      requests: { memory: '1Gi', 'nvidia.com/gpu': '2' },
      limits: { 'nvidia.com/gpu': '2' },
    })
  })
  it('none are given: nothing changes', () =>
    assert.deepEqual(containerOf(apply('gpu: 0').pod)?.resources, { requests: { memory: '1Gi' }, limits: {} }))
})

const claim = 'persistentVolumeClaim: {claimName: c}'

describe('volumes', () => {
  for (const [written, base, path] of [
    ['mountPath: /data/x/', undefined, '/data/x'],
    ['mountPath: ./x', undefined, '/home/jovyan/x'],
    ['mountPath: x//y', '/srv/', '/srv/x/y'],
    ['', '/srv', '/srv/v'],
  ] as const)
    it(`${written || 'no path'}: ${path}`, () => {
      const volume = `{name: v, ${claim}${written ? `, ${written}` : ''}}`
      const { pod, problems } = apply(`volumes: [${volume}]`, spawned(), base ? { mountPath: base } : {})
      assert.deepEqual(problems, [])
      assert.deepEqual(pod.spec?.volumes?.at(-1), { name: 'v', persistentVolumeClaim: { claimName: 'c' } })
      assert.deepEqual(containerOf(pod)?.volumeMounts?.at(-1), { name: 'v', mountPath: path })
    })
  for (const [what, volume, says] of [
    [
      'a name that the pod uses',
      `{name: home, ${claim}}`,
      /the pod has another volume `home`; this one is left out, rename it/,
    ],
    [
      'a place that is taken',
      `{name: v, ${claim}, mountPath: /home/jovyan}`,
      /`home` is mounted at \/home\/jovyan already; .* give it another `mountPath`/,
    ],
  ] as const)
    it(`${what}: left out, and said`, () => {
      const { pod, problems } = apply(`volumes: [${volume}]`)
      assert.deepEqual(pod.spec?.volumes, spawned().spec.volumes)
      assert.deepEqual(containerOf(pod)?.volumeMounts, spawned().spec.containers[0]?.volumeMounts)
      assert.match(problems[0]?.text ?? '', says)
      assert.equal(problems[0]?.where, 'profile "a" (profiles.yaml:2)')
    })
})

describe('labels and annotations', () => {
  it('stand beside those of others', () => {
    const { metadata } = apply('gpu: 0', spawned({ annotations: { 'example.org/a': 'b' } })).pod
    assert.deepEqual(metadata?.annotations, {
      'hub.jupyter.org/username': 'ada',
      'example.org/a': 'b',
      'warmseats.io/profiles': 'a',
    })
    assert.equal(metadata?.labels?.['jupyterhub.opendatahub.io/user'], 'ada')
    assert.equal(metadata?.labels?.component, 'singleuser-server')
  })
  it('very many names are cut', () => {
    const names = profilesIn(`profiles: [{name: "${'n'.repeat(200_000)}"}]`)
    const { metadata } = applyProfiles(spawned(), names, ADA).pod
    assert.equal(metadata?.annotations?.['warmseats.io/profiles']?.length, 4096)
  })
  it('no profile, no annotation', () => {
    const { pod } = applyProfiles(spawned(), profilesIn('profiles: []'), ADA)
    assert.deepEqual(Object.keys(pod.metadata?.annotations ?? {}), ['hub.jupyter.org/username'])
  })
})

it('origins: every field has its profile, the user’s name its own', () => {
  const yaml = `env: {A: x}, gpu: 1, node_tolerations: [{key: k, operator: Exists}], volumes: [{name: v, ${claim}}], resources: {limits: {memory: 1Gi}}, services: {s: {resources: [{name: t, path: p}]}}`
  const { origins } = apply(yaml)
  const profile = 'profile "a" (profiles.yaml:2)'
  assert.deepEqual(Object.fromEntries(origins.map(({ field, from }) => [field, from])), {
    'spec.tolerations[k]': profile,
    'spec.volumes[v]': profile,
    'spec.containers[notebook].env[A]': profile,
    'spec.containers[notebook].resources.requests[memory]': profile,
    'spec.containers[notebook].resources.requests[nvidia.com/gpu]': profile,
    'spec.containers[notebook].resources.limits[memory]': profile,
    'spec.containers[notebook].resources.limits[nvidia.com/gpu]': profile,
    'spec.containers[notebook].env[MEM_LIMIT]': profile,
    'spec.containers[notebook].env[MEM_GUARANTEE]': profile,
    'services[s]': profile,
    'metadata.labels[jupyterhub.opendatahub.io/user]': 'the name of the user',
    'spec.containers[*].env[JUPYTERHUB_USER_NAME]': 'the name of the user',
  })
})
