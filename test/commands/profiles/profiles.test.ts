import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { load } from 'js-yaml'
import { profilesCheck } from '../../../src/commands/profiles/check.ts'
import { type ProfilesRenderOptions, profilesRender } from '../../../src/commands/profiles/render.ts'
import { InputError } from '../../../src/commands/read-input.ts'
import { spawned } from '../../support/profiles.ts'

const folder = mkdtempSync(join(tmpdir(), 'warmseats-profiles-'))
after(() => rmSync(folder, { recursive: true }))
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

const good = file('good.yaml', 'profiles:\n- {name: all, env: {A: x}}\n- {name: ada, users: [ada], env: {A: y}}\n')
const bad = file('bad.yaml', 'profiles:\n- name: late\n  env:\n  - name: A\n  - name: B B\n')
const render = (options: Partial<ProfilesRenderOptions> = {}) =>
  profilesRender({ profiles: [good], user: 'ada', mountPath: '/home/jovyan', output: 'json', ...options })

describe('warmseats profiles render', () => {
  it('begins with a short pod as KubeSpawner makes it', async () => {
    const { text, problems } = await render({ user: 'ada@example.org', image: 'base:1' })
    assert.deepEqual(problems, [])
    const user = 'ada-40example-2eorg'
    assert.deepEqual(JSON.parse(text), {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: `jupyter-${user}`,
        labels: {
          app: 'jupyterhub',
          component: 'singleuser-server',
          'hub.jupyter.org/username': user,
          'jupyterhub.opendatahub.io/user': user,
        },
        annotations: { 'hub.jupyter.org/username': 'ada@example.org', 'warmseats.io/profiles': 'all' },
      },
      spec: {
        containers: [
          {
            name: 'notebook',
            image: 'base:1',
            env: [
              { name: 'A', value: 'x' },
              { name: 'JUPYTERHUB_USER_NAME', value: 'ada@example.org' },
            ],
          },
        ],
      },
    })
  })
  it('YAML is the same pod, also with the explanation before it', async () => {
    const pod = JSON.parse((await render()).text)
    assert.deepEqual(load((await render({ output: 'yaml' })).text), pod)
    const { text } = await render({ output: 'yaml', explain: true })
    assert.deepEqual(load(text), pod)
    assert.match(
      text,
      /^# field +value +from\n# spec\.containers\[notebook\]\.env\[A\] +y +profile "ada" \(.*good\.yaml:3\)$/m,
    )
    assert.deepEqual(JSON.parse((await render({ explain: true })).text).pod, pod)
  })
  it('begins with a pod of the cluster, which says whose it is and what was chosen', async () => {
    const sizes = file('sizes.yaml', 'sizes: [{name: Large, env: {SIZE: large}}, {name: Small, env: {SIZE: small}}]')
    const pod = file('pod.json', JSON.stringify(spawned({ annotations: { 'warmseats.io/size': 'Large' } })))
    const envOf = async (options: Partial<ProfilesRenderOptions>) => {
      const { text } = await render({ profiles: [good, sizes], pod, user: undefined, ...options })
      const [container] = JSON.parse(text).spec.containers
      return container.env.filter(({ name }: { name: string }) => ['A', 'SIZE'].includes(name))
    }
    assert.deepEqual(await envOf({}), [
      { name: 'A', value: 'y' },
      { name: 'SIZE', value: 'large' },
    ])
    assert.deepEqual(await envOf({ user: 'grace', size: 'Small' }), [
      { name: 'A', value: 'x' },
      { name: 'SIZE', value: 'small' },
    ])
  })
  it('says what is wrong, and gives what is right', async () => {
    const { text, problems } = await render({ profiles: [good, bad], size: 'Huge' })
    assert.deepEqual(JSON.parse(text).metadata.annotations['warmseats.io/profiles'], 'all, ada, late')
    assert.match(
      problems.map((one) => `${one.where}: ${one.text}`).join('\n'),
      /bad\.yaml:5 profiles.*\nsize: there is no size `Huge`/,
    )
  })
  for (const [what, options, says] of [
    ['nobody', { user: undefined }, /whose server\? write --user NAME/],
    ['no pod', { pod: good }, /good\.yaml is not a pod; make it with `kubectl get pod/],
    [
      'a pod with an odd env',
      { pod: file('odd.yaml', 'kind: Pod\nmetadata: {}\nspec: {containers: [{name: a, env: {A: x}}]}') },
      /odd\.yaml is not a pod.*\n {2}spec\.containers\[0\]\.env: .*array/,
    ],
    ['no YAML', { pod: file('broken.yaml', 'a: [') }, /broken\.yaml is not valid YAML/],
    ['no file', { profiles: [join(folder, 'none.yaml')] }, /cannot read .*none\.yaml: there is no such file/],
  ] as const)
    it(what, () => assert.rejects(render(options), (error) => error instanceof InputError && says.test(error.message)))
})

describe('warmseats profiles check', () => {
  it('one line for each thing that is wrong, by file and line', async () => {
    const { text, isGood } = await profilesCheck([good, bad])
    assert.equal(isGood, false)
    assert.deepEqual(text.replaceAll(`${folder}/`, '').split('\n'), [
      'bad.yaml:5: error: profiles[0].env[1].name: is not a name for an environment variable (letters, digits, `_`, `-`, `.`; no digit first)',
      'bad.yaml:2: warning: profile "late" is for everybody and stands after profile "ada" and takes back its A: later wins, so put it first',
      '3 profiles, 0 sizes, 0 GPU types, 1 error, 1 warning',
    ])
  })
  it('a warning alone is good', async () => {
    const late = file('late.yaml', 'profiles: [{name: late}]')
    const { text, isGood } = await profilesCheck([good, late])
    assert.deepEqual([isGood, text.split('\n').length], [true, 2])
  })
})

describe('what profiles may reach', () => {
  const needy = file(
    'needy.yaml',
    `profiles:
- name: a
  env:
  - {name: A, value: x}
  - {name: B, valueFrom: {secretKeyRef: {name: storage, key: k}}}
  - {name: LD_PRELOAD, value: x.so}
`,
  )
  const values = (profiles: string) => file(`values-${profiles.length}.yaml`, `profiles: ${profiles}`)
  const open = values('{allowedSecrets: ["*"], reservedEnv: []}')
  const closed = values('{allowedSecrets: [other], reservedEnv: [LD_*]}')

  it('check says which values profiles need, where nobody gives them: warnings', async () => {
    const { text, isGood } = await profilesCheck([needy])
    const lines = text.replaceAll(`${folder}/`, '').split('\n')
    assert.deepEqual([isGood, lines.length], [true, 4])
    assert.match(lines[0] ?? '', /^needy.yaml:5: warning: profiles\[0\].env\[1\]: .* only with profiles: \{allowedSe/)
    assert.equal(lines[2], '1 profile, 0 sizes, 0 GPU types, 0 errors, 2 warnings')
    assert.match(
      lines[3] ?? '',
      /^In ConfigMaps they need these values: profiles: \{allowedSecrets: \[storage\], reservedEnv: \[JUPYTERHUB_\*, /,
    )
    assert.doesNotMatch(lines[3] ?? '', /LD_/)
  })
  it('check by the values: errors', async () => {
    const { text, isGood } = await profilesCheck([needy], { config: closed })
    assert.equal(isGood, false)
    assert.match(
      text,
      /needy.yaml:5: error: .*left out; if it is meant, write profiles: \{allowedSecrets: \[other, storage\]\}/,
    )
    assert.match(text, /needy.yaml:6: error: .*reservedEnv` as `LD_\*`/)
    assert.equal((await profilesCheck([needy], { config: open })).isGood, true)
    const odd = file('odd-values.yaml', 'profiles: {allowedSecret: [a]}')
    const { warnings } = await profilesCheck([good], { config: odd })
    assert.match(warnings[0]?.text ?? '', /did you mean `profiles.allowedSecrets`|did you mean `allowedSecrets`/)
    await assert.rejects(profilesCheck([good], { config: bad }), InputError)
  })
  it('render leaves out what the values do not allow', async () => {
    const namesBy = async (config?: string) => {
      const { text, problems } = await render({ profiles: [needy], config })
      const env: readonly { readonly name: string }[] = JSON.parse(text).spec.containers[0].env
      return [...env.map(({ name }) => name), problems.length]
    }
    assert.deepEqual(await namesBy(), ['A', 'B', 'LD_PRELOAD', 'JUPYTERHUB_USER_NAME', 2])
    assert.deepEqual(await namesBy(open), ['A', 'B', 'LD_PRELOAD', 'JUPYTERHUB_USER_NAME', 0])
    assert.deepEqual(await namesBy(closed), ['A', 'JUPYTERHUB_USER_NAME', 2])
  })
  it('render by the namespace of the pod, and of the release', async () => {
    const configMap = (namespace: string) =>
      `kind: ConfigMap\nmetadata: {name: m, namespace: ${namespace}}\ndata:\n  jupyterhub-singleuser-profiles.yaml: |\n    profiles: [{env: {${namespace.toUpperCase()}: x}}]`
    const both = file('both.yaml', `${configMap('hub')}\n---\n${configMap('lab')}\n`)
    const inLab = file('in-lab.json', JSON.stringify({ ...spawned(), metadata: { namespace: 'lab' } }))
    const given = async (options: Partial<ProfilesRenderOptions>) => {
      const { text, problems } = await render({ profiles: [both], ...options })
      const env: readonly { readonly name: string }[] = JSON.parse(text).spec.containers[0].env
      const names = env.map(({ name }) => name).filter((name) => ['HUB', 'LAB'].includes(name))
      return [names.join(), problems.map(({ text }) => text).join()]
    }
    const isNot = 'ConfigMap m is of the namespace hub, and counts for pods there alone, unless the release is there'
    assert.deepEqual(await given({}), ['HUB,LAB', ''])
    assert.deepEqual(await given({ namespace: 'lab' }), ['LAB', `${isNot}: --release-namespace hub`])
    assert.deepEqual(await given({ pod: inLab }), ['LAB', `${isNot}: --release-namespace hub`])
    assert.deepEqual(await given({ namespace: 'lab', releaseNamespace: 'hub' }), ['HUB,LAB', ''])
    assert.equal((await given({ namespace: 'hub', pod: inLab }))[0], 'HUB')
  })
})

describe('the program', () => {
  const run = (...given: string[]) =>
    new Promise<{ code: number; out: string; err: string }>((resolve) =>
      execFile(process.execPath, ['src/cli.ts', 'profiles', ...given], (error, out, err) =>
        resolve({ code: Number(error?.code ?? 0), out, err }),
      ),
    )
  it('ends with 0 when all is read, with 1 when something is left out, with 2 without a file', async () => {
    const [right, wrong, none] = await Promise.all([run('check', good), run('check', bad), run('check', 'none.yaml')])
    assert.deepEqual([right.code, wrong.code, none.code], [0, 1, 2])
    assert.match(none.err, /^warmseats: cannot read none\.yaml/)
  })
  it('prints the pod, and beside it what is wrong', async () => {
    const { code, out, err } = await run('render', '--profiles', good, bad, '--user', 'ada', '--output', 'json')
    assert.equal(code, 0)
    assert.equal(JSON.parse(out).kind, 'Pod')
    assert.match(err, /bad\.yaml:5 profiles\[0\]\.env\[1\]\.name: /)
  })
})

describe('profiles of an event', () => {
  const exam = file(
    'exam.yaml',
    'profiles:\n- {name: all, env: {A: x}}\n- {name: exam, during: "Midterm*", env: {A: y}}\n- {name: final, during: {events: "Final*", pools: [gone]}}\n',
  )
  const values = file(
    'exam-values.yaml',
    'nodePools: {user: {nodeSelector: {a: b}}}\nschedule:\n- {name: Final Data 8, start: "2026-03-24T09:00", duration: 2h, timezone: utc, pools: {user: {students: 3}}}\n',
  )
  const nowMs = Date.UTC(2026, 2, 24, 8)

  it('are rendered as during one of this title', async () => {
    const envOf = async (during?: string) =>
      JSON.parse((await render({ profiles: [exam], during })).text).spec.containers[0].env
    assert.equal((await envOf())[0].value, 'x')
    assert.equal((await envOf('Midterm Data 8'))[0].value, 'y')
    assert.equal((await envOf('Lecture'))[0].value, 'x')
  })
  it('are checked against what is planned, where somebody says what is', async () => {
    const { text, isGood } = await profilesCheck([exam], { config: values }, nowMs)
    assert.ok(isGood)
    assert.match(
      text,
      /exam.yaml:3: warning: profile "exam": no coming event is called "Midterm\*"; there are "Final Data 8"/,
    )
    assert.match(text, /profile "final": no coming event that asks for gone is called "Final\*"/)
    const over = await profilesCheck([exam], { config: values }, nowMs + 24 * 3_600_000)
    assert.match(over.text, /profile "final": no coming event .*; there is none at all/)
  })
  it('by a calendar alone, whose pools nobody knows; and it is said where there is none', async () => {
    const calendar = ['examples/calendars/midterm.ics']
    const { text } = await profilesCheck([exam], { calendar }, nowMs)
    assert.doesNotMatch(text, /"exam"/)
    assert.match(text, /profile "final": no coming event is called "Final\*"/)
    assert.match((await profilesCheck([exam])).text, /name their calendar by --calendar/)
    assert.match(
      (await profilesCheck([exam], { calendar: ['/nowhere.ics'] }, nowMs)).text,
      /A calendar could not be read: /,
    )
  })
})
