import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readProfiles } from '../../../../src/domain/profiles/reading/read.ts'

const said = (yaml: string) =>
  readProfiles(yaml, 'p.yaml').problems.map(({ line, level, path, text }) => `${line}: ${level}: ${path}: ${text}`)

/** One bad thing inside of a profile that gives TERM=xterm beside it. */
const inProfile = (yaml: string) => `profiles:\n- name: a\n${yaml.replaceAll(/^/gm, '  ')}\n`

/** What stands in a profile, and what is said of it: line (3 is the first), path, what to do. */
const ENTRIES: readonly (readonly [what: string, yaml: string, says: RegExp])[] = [
  ['an unknown key', 'envs: []', /^3: error: profiles\[0\]\.envs: no key `envs` is known here; did you mean `env`\?/],
  ['a key like no other', 'colour: red', /^3: .*\.colour: no key `colour` is known here; those known are `name`, /],
  ['env that is a text', 'env: A=1', /^3: error: profiles\[0\]\.env: must be a list; begin each item with `- `$/],
  ['env without a name', 'env:\n- value: x', /^4: error: profiles\[0\]\.env\[0\]\.name: must be a name for an env/],
  ['a name with a space', 'env:\n- name: A B\n  value: x', /^4: .*\.env\[0\]\.name: is not a name for an environment/],
  [
    'a bad name in the short form',
    'env: {1A: x}',
    /^3: error: profiles\[0\]\.env\.1A: is not a name for an environment variable/,
  ],
  [
    'value and valueFrom',
    'env:\n- name: A\n  value: x\n  valueFrom: {fieldRef: {fieldPath: metadata.name}}',
    /^4: .*env\[0\]: has both `value` and `valueFrom`; keep one/,
  ],
  [
    'two sources',
    'env:\n- name: A\n  valueFrom:\n    secretKeyRef: {name: s, key: k}\n    configMapKeyRef: {name: s, key: k}',
    /env\[0\]\.valueFrom: needs exactly one of `secretKeyRef`/,
  ],
  [
    'a Secret without key',
    'env:\n- name: A\n  valueFrom:\n    secretKeyRef: {name: s}',
    /^6: .*valueFrom\.secretKeyRef\.key: must be a key of a ConfigMap or Secret/,
  ],
  ['a value that is a map', 'env:\n- name: A\n  value: {b: 1}', /^5: .*env\[0\]\.value: must be a text/],
  ['an empty item', 'env:\n-', /^4: .*env\[0\]: is empty; leave the dash out/],
  [
    'quantity',
    'resources:\n  limits:\n    memory: lots',
    /^5: .*resources\.limits\.memory: is not a Kubernetes quantity; write "4Gi"/,
  ],
  ['a negative quantity', 'resources: {limits: {cpu: -1}}', /resources\.limits\.cpu: is not a Kubernetes quantity/],
  [
    'a resource unknown',
    'resources: {limits: {memroy: 1Gi}}',
    /resources\.limits\.memroy: .*no resource `memroy` is known; did you mean `memory`\?/,
  ],
  [
    'half a GPU',
    'resources: {limits: {nvidia.com/gpu: "0.5"}}',
    /limits\["nvidia\.com\/gpu"\]: `nvidia\.com\/gpu` is counted in whole pieces/,
  ],
  [
    'request above limit',
    'resources: {requests: {memory: 2Gi, cpu: 500m}, limits: {memory: 1Gi, cpu: "0.6"}}',
    /^3: .*resources: memory is requested above its limit: 2Gi > 1Gi; raise the limit or lower the request$/,
  ],
  [
    'old and new resources',
    'resources: {mem_limit: 1Gi, limits: {cpu: 1}}',
    /resources: has `mem_limit` or `cpu_limit` beside/,
  ],
  [
    'a toleration for nothing',
    'node_tolerations:\n- operator: Equal',
    /^4: .*node_tolerations\[0\]: has no `key`; write one, or `operator: Exists`/,
  ],
  [
    'an effect unknown',
    'node_tolerations:\n- {key: a, effect: noschedule}',
    /node_tolerations\[0\]\.effect: must be NoSchedule, PreferNoSchedule or NoExecute/,
  ],
  [
    'Exists with a value',
    'node_tolerations:\n- {key: a, operator: Exists, value: b}',
    /`operator: Exists` takes no `value`/,
  ],
  [
    'a typo in a toleration',
    'node_tolerations:\n- {key: a, efect: NoSchedule}',
    /node_tolerations\[0\]: no key `efect` is known here; did you mean `effect`\?/,
  ],
  [
    'affinity without terms',
    'node_affinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: []}}',
    /nodeSelectorTerms: needs at least one term/,
  ],
  [
    'an empty term',
    'node_affinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{}]}}',
    /nodeSelectorTerms\[0\]: is empty, which matches no node/,
  ],
  [
    'In without values',
    'node_affinity:\n  requiredDuringSchedulingIgnoredDuringExecution:\n    nodeSelectorTerms:\n    - matchExpressions:\n      - {key: a, operator: In}',
    /^7: .*matchExpressions\[0\]\.values: `operator: In` needs at least one value/,
  ],
  [
    'a weight',
    'node_affinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 0, preference: {matchExpressions: [{key: a, operator: Exists}]}}]}',
    /\[0\]\.weight: must be a whole number from 1 to 100/,
  ],
  [
    'another affinity',
    'node_affinity: {podAffinity: {}}',
    /node_affinity: no key `podAffinity` is known here; those known are `required/,
  ],
  ['gpu', 'gpu: two', /^3: error: profiles\[0\]\.gpu: must be a whole number from 0 to 1000$/],
  [
    'a volume without claim',
    'volumes:\n- name: data',
    /volumes\[0\]\.persistentVolumeClaim: must be a map: `claimName`/,
  ],
  [
    'a volume that leads upwards',
    'volumes:\n- {name: d, persistentVolumeClaim: {claimName: c}, mountPath: ../etc}',
    /mountPath: must not lead upwards/,
  ],
  [
    'a volume without a letter',
    'volumes:\n- {name: "!", persistentVolumeClaim: {claimName: c}}',
    /volumes\[0\]\.name: needs a letter or a digit/,
  ],
  ['services that are a list', 'services:\n- spark', /^3: .*services: must be a map of services by name/],
  [
    'a service without templates',
    'services:\n  spark: {labels: {a: b}}',
    /^4: .*services\.spark\.resources: must be a list of `name` of a ConfigMap/,
  ],
  ['a service that is empty', 'services:\n  spark:', /^4: .*services\.spark: is empty; write its `resources`/],
  [
    'a label',
    'services:\n  spark: {resources: [{name: t, path: p}], labels: {a: b c}}',
    /services\.spark\.labels\.a: is not a label value/,
  ],
  [
    'required',
    'services:\n  spark: {resources: [{name: t, path: p}], required: maybe}',
    /services\.spark\.required: must be true or false/,
  ],
  [
    'a prototype key',
    'env: {__proto__: x, A: y}',
    /^3: error: profiles\[0\]\.env\.__proto__: this key is not allowed, and left out$/,
  ],
]

describe('a bad entry is said once, with its line, and costs itself alone', () => {
  for (const [what, yaml, says] of ENTRIES)
    it(what, () => {
      const { set } = readProfiles(`${inProfile(yaml)}- {name: b, env: {TERM: xterm}, gpu: 1}\n`, 'p.yaml')
      assert.deepEqual(
        set.profiles.map(({ name }) => name),
        ['a', 'b'],
      )
      assert.deepEqual(set.profiles[1]?.env, [{ name: 'TERM', value: 'xterm' }])
      const [problem, ...more] = said(inProfile(yaml))
      assert.match(problem ?? '', says)
      assert.deepEqual(more, [])
    })

  it('with every other entry of its list and its profile', () => {
    const { set, problems } = readProfiles(
      inProfile('env:\n- name: A\n  value: x\n- name: B B\n- name: C\nresources: {limits: {cpu: x}}\ngpu: 2'),
      'p.yaml',
    )
    assert.equal(problems.length, 2)
    const [profile] = set.profiles
    assert.deepEqual(
      [profile?.env, profile?.resources, profile?.gpu],
      [[{ name: 'A', value: 'x' }, { name: 'C' }], {}, 2],
    )
  })
})

describe('a profile of which nobody knows for whom it is, is left out', () => {
  for (const [what, yaml, says] of [
    ['users that are a text', 'users: ada', /^3: error: profiles\[0\]\.users: must be a list; write `- NAME` for each/],
    ['a user that is a map', 'users: [{name: ada}]', /profiles\[0\]\.users\[0\]: must be a name/],
    ['images that are a map', 'images: {a: b}', /profiles\[0\]\.images: must be a list/],
    ['a typo', 'user: [ada]', /^3: error: profiles\[0\]\.user: no key `user` is known here; did you mean `users`\?/],
    ['a capital', 'Images: [a]', /no key `Images` is known here; did you mean `images`\?/],
  ] as const)
    it(what, () => {
      const { set } = readProfiles(inProfile(`${yaml}\nenv: {TOKEN: secret}`), 'p.yaml')
      assert.deepEqual(set.profiles, [])
      const all = said(inProfile(yaml))
      assert.match(all[0] ?? '', says)
      assert.match(all[1] ?? '', /^2: error: profiles\[0\]: this profile is left out whole/)
      assert.equal(all.length, 2)
    })

  it('but one whose list is empty is for everybody, and is warned of', () => {
    for (const yaml of ['users:', 'users: []', 'users: ~'])
      assert.match(
        said(inProfile(yaml)).join(),
        /^3: warning: .*users: names nobody, so that the profile counts for all users/,
      )
  })
})

const BOMB = Array.from({ length: 9 }, (_, n) => `l${n}: &l${n} [${Array(9).fill(n ? `*l${n - 1}` : 'x')}]`).join('\n')

describe('sources', () => {
  for (const [what, yaml, says] of [
    ['no YAML', 'profiles:\n- name: [a', /^2: error: : is not valid YAML/],
    ['a key twice', 'profiles: []\nprofiles: []', /^2: error: : is not valid YAML: duplicated mapping key$/],
    ['a list', '- name: a', /^1: error: : must be a map with `profiles:`/],
    ['a text', 'profiles', /^1: error: : must be a map with `profiles:`/],
    ['an unknown key', 'profile: []', /^1: error: profile: no key `profile` is known here; did you mean `profiles`\?/],
    ['profiles that are a map', 'profiles: {name: a}', /^1: error: profiles: must be a list/],
    ['a profile that is a text', 'profiles:\n- a', /^2: error: profiles\[0\]: must be a map, as a profile is one/],
    ['aliases that multiply', BOMB, /^5: error: : is refused: it holds more than 10000 values, its aliases/],
    ['an alias inside of itself', 'profiles: &a [*a]', /^1: error: : is refused: `\*a` stands inside of itself/],
    ['depth', `profiles: ${'['.repeat(1000)}`, /^1: error: : is not valid YAML: nesting exceeded/],
    [
      '5 MB',
      `profiles: []\n#${'x'.repeat(5_000_000)}`,
      /error: : is 4883 KiB long; at most 256 KiB are read; split it into several ConfigMaps/,
    ],
    [
      'a size without a name',
      'sizes:\n- resources: {limits: {cpu: 1}}',
      /^2: error: sizes\[0\]: has no `name`; give it one/,
    ],
    [
      'a size Default',
      'sizes:\n- name: Default',
      /sizes\[0\]\.name: the size `Default` is what the profiles themselves give/,
    ],
    [
      'a size twice',
      'sizes:\n- name: S\n- name: S',
      /^1: warning: sizes: names one of them twice; the last one counts/,
    ],
    [
      'a size for users',
      'sizes:\n- name: S\n  users: [a]',
      /^3: error: sizes\[0\]\.users: no key `users` is known here/,
    ],
    ['a GPU type without a type', 'gpuTypes:\n- name: a', /^2: error: gpuTypes\[0\]: has no `type`; give it one/],
    ['ui', 'ui: {imageConfig: {}}', /^1: warning: ui: is for the pages of the library that this replaces/],
    ['two documents', 'profiles: []\n---\nprofiles: []', /error: : has 2 documents/],
    ['very many documents', 'profiles: []\n---\n'.repeat(1001), /error: : has 1001 documents; at most 1000 are read$/],
    [
      'very many keys that nobody knows',
      `profiles:\n- node_tolerations: [{${Array.from({ length: 25 }, (_, n) => `k${n}: x`).join(', ')}}]`,
      /no key `k0` is known here.*no key `k19` is known here[^;]*;[^;]*; and 5 more$/,
    ],
    ['nothing', '# no profile yet\n', /: warning: : is empty$/],
    ['a tag', 'profiles: !!python/object:os.system x', /^1: error: : is not valid YAML: unknown scalar tag$/],
    ['a value that looks like a tag', 'a:\n  value: !s3cret', /^2: error: : is not valid YAML: unknown scalar tag$/],
    ['a value that looks like an alias', 'a:\n  value: *s3cret', /^2: error: : is not valid YAML: unidentified alias$/],
  ] as const)
    it(what, () => assert.match(said(yaml)[0] ?? '', says))

  it('of very many problems the first ones are said, and how many more there are', () => {
    const all = said(`profiles:\n${'- 1\n'.repeat(1000)}`)
    assert.equal(all.length, 201)
    assert.match(all.at(-1) ?? '', /800 more are not listed/)
  })
})

describe('what is written is what counts', () => {
  it('numbers and booleans in texts, as they look', () => {
    const { set, problems } = readProfiles(
      'profiles:\n- users: [1234567, 0042, on]\n  images: [3.10]\n  env:\n  - {name: A, value: 0755}\n  - {name: B, value: True}\n  - {name: C, value: "null"}\n  - {name: D, value: }\n  - {name: E, value: 1e3}',
      'p.yaml',
    )
    assert.deepEqual(problems, [])
    const [profile] = set.profiles
    assert.deepEqual([profile?.users, profile?.images], [['1234567', '0042', 'on'], ['3.10']])
    assert.deepEqual(profile?.env, [
      { name: 'A', value: '0755' },
      { name: 'B', value: 'True' },
      { name: 'C', value: 'null' },
      { name: 'D' },
      { name: 'E', value: '1e3' },
    ])
  })

  it('templates get YAML’s own types', () => {
    const { set } = readProfiles(
      inProfile('services: {s: {resources: [{name: t, path: p}], configuration: {n: 2, debug: false, list: [1, x]}}}'),
      'p.yaml',
    )
    assert.deepEqual(set.profiles[0]?.services.get('s')?.configuration, { n: 2, debug: false, list: [1, 'x'] })
  })

  it('anchors and merge keys', () => {
    const { set, problems } = readProfiles(
      'profiles:\n- &all {name: a, env: {A: x}, gpu: 1}\n- <<: *all\n  name: b\n',
      'p.yaml',
    )
    assert.deepEqual(problems, [])
    assert.deepEqual(
      [set.profiles[1]?.name, set.profiles[1]?.env, set.profiles[1]?.gpu],
      ['b', [{ name: 'A', value: 'x' }], 1],
    )
  })

  it('older keys, and a list with one of both', () => {
    const { set, problems } = readProfiles(inProfile('resources: {mem_limit: 2Gi, cpu_limit: 1}'), 'p.yaml')
    assert.deepEqual(problems, [])
    const both = { cpu: '1', memory: '2Gi' }
    assert.deepEqual(set.profiles[0]?.resources, { requests: both, limits: both })
  })

  it('volumes get names that pods may have', () => {
    const claim = 'persistentVolumeClaim: {claimName: c, readOnly: true}'
    const { set } = readProfiles(inProfile(`volumes:\n- {name: My.Data_1, ${claim}, mountPath: sub/x}`), 'p.yaml')
    assert.deepEqual(set.profiles[0]?.volumes, [
      { name: 'my-data-1', persistentVolumeClaim: { claimName: 'c', readOnly: true }, mountPath: 'sub/x' },
    ])
  })
})
