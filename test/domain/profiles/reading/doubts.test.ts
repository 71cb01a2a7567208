import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readProfiles } from '../../../../src/domain/profiles/reading/read.ts'

const problemsOf = (profile: string) => readProfiles(`profiles: [${profile}]`, 'p.yaml').problems

const DOUBTFUL = [
  ['{limits: {memory: 500m}}', 'limits.memory', '`500m` is 0.5 bytes; write `500Mi`'],
  ['{requests: {memory: 2000000u}}', 'requests.memory', '`2000000u` is 2 bytes; write `2000000Mi`'],
  ['{limits: {memory: 100}}', 'limits.memory', '`100` is 100 bytes; write `100Mi`'],
  ['{limits: {memory: 1.5}}', 'limits.memory', '`1.5` is 1.5 bytes; write `1.5Gi`'],
  ['{requests: {memory: 512Ki}}', 'requests.memory', '`512Ki` is 524288 bytes; write `512Mi`'],
  [
    '{limits: {memory: 32Mi}}',
    'limits.memory',
    '`32Mi` is less memory than a server needs to start; write 128Mi or more',
  ],
  ['{requests: {memory: 4E}}', 'requests.memory', '`4E` is 3637979Ti, and no machine has so much memory'],
  ['{limits: {ephemeral-storage: 20}}', 'limits.ephemeral-storage', '`20` is 20 bytes; write `20Gi`'],
  ['{requests: {cpu: 500}}', 'requests.cpu', '`500` is 500 cores; for thousandths of a core write `500m`'],
  ['{limits: {cpu: 2Gi}}', 'limits.cpu', '`2Gi` is 2147483648 cores; such a unit is for memory'],
  ['{requests: {cpu: 1k}}', 'requests.cpu', '`1k` is 1000 cores; such a unit is for memory'],
  [
    '{requests: {cpu: 0.5m}}',
    'requests.cpu',
    '`0.5m` is less than a thousandth of a core; write `500m` for half a core',
  ],
  [
    '{requests: {cpu: 0.0001}}',
    'requests.cpu',
    '`0.0001` is less than a thousandth of a core; write `500m` for half a core',
  ],
  ['{limits: {cpu: 5m}}', 'limits.cpu', '`5m` is so little that a server takes minutes to start; write 100m or more'],
  ['{limits: {cpu: 5000000m}}', 'limits.cpu', '`5000000m` is 5000 cores, and no machine has so many'],
  [
    '{requests: {memory: 0}}',
    'requests.memory',
    '`0` requests nothing: nodes are filled without counting the server; write what it needs',
  ],
  [
    '{requests: {cpu: 0m}}',
    'requests.cpu',
    '`0m` requests nothing: nodes are filled without counting the server; write what it needs',
  ],
  ['{limits: {memory: 0Gi}}', 'limits.memory', '`0Gi` is no limit for Kubernetes; leave it out, or write one'],
  ['{mem_limit: 500m}', 'mem_limit', '`500m` is 0.5 bytes; write `500Mi`'],
  ['{cpu_limit: 500}', 'cpu_limit', '`500` is 500 cores; for thousandths of a core write `500m`'],
] as const

const ORDINARY = [
  '{requests: {memory: 1Gi, cpu: 250m}, limits: {memory: 2Gi, cpu: "1"}}',
  '{limits: {memory: 4294967296, cpu: 0.5}}',
  '{requests: {memory: 10Mi, cpu: 1m}, limits: {memory: 1.5G, cpu: 100m}}',
  '{limits: {memory: 24Ti, cpu: 96, ephemeral-storage: 100Gi}}',
  '{limits: {memory: 4e9, cpu: 2000m}}',
  '{limits: {nvidia.com/gpu: 0, hugepages-2Mi: 0, memory: 1Gi}}',
]

describe('an amount that nobody means', () => {
  for (const [resources, path, text] of DOUBTFUL)
    it(`${resources} counts, and is asked about`, () => {
      const { set, problems } = readProfiles(`profiles: [{resources: ${resources}}]`, 'p.yaml')
      assert.deepEqual(
        problems.map((one) => [one.level, one.path, one.text]),
        [['warning', `profiles[0].resources.${path.includes('-') ? 'limits["ephemeral-storage"]' : path}`, text]],
      )
      assert.equal(Object.keys(set.profiles[0]?.resources ?? {}).length > 0, true)
    })
  for (const resources of ORDINARY)
    it(`not ${resources}`, () => assert.deepEqual(problemsOf(`{resources: ${resources}}`), []))
  it('is not asked about where it is refused', () => {
    const levels = (resources: string) => problemsOf(`{resources: ${resources}}`).map(({ level }) => level)
    assert.deepEqual(levels('{limits: {memory: 500m, cpu: 1GB}}'), ['error'])
    assert.deepEqual(levels('{limits: {memory: 4Gb}}'), ['error'])
  })
})

describe('a toleration that nobody means', () => {
  for (const [written, text] of [
    ['{operator: Exists}', /^tolerates every taint, also of nodes for others .* name the `key` that is meant$/],
    ['{operator: Exists, effect: NoSchedule}', /^tolerates every taint of NoSchedule, also/],
    ['{key: a, operator: Exists, effect: NoExecute, tolerationSeconds: 0}', /for 0 seconds, which is not at all/],
  ] as const)
    it(`${written} counts, and is asked about, of profiles, sizes and GPU types`, () => {
      for (const [list, name] of [
        ['profiles', 'name'],
        ['sizes', 'name'],
        ['gpuTypes', 'type'],
      ]) {
        const { problems } = readProfiles(`${list}: [{${name}: a, node_tolerations: [${written}]}]`, 'p.yaml')
        assert.deepEqual(
          problems.map((one) => [one.level, one.path]),
          [['warning', `${list}[0].node_tolerations[0]`]],
        )
        assert.match(problems[0]?.text ?? '', text)
      }
    })
  it('not one with a key', () =>
    assert.deepEqual(problemsOf('{node_tolerations: [{key: a, operator: Exists}, {key: a, value: b}]}'), []))
})
