import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { bound, needsOf, sift } from '../../../../src/domain/profiles/reach/sift.ts'
import { readProfiles } from '../../../../src/domain/profiles/reading/read.ts'
import { reach } from '../../../support/profiles.ts'

const YAML = `profiles:
  - name: course
    users: [ada]
    image: evil/image:1
    env:
      - {name: A B, value: is left out by the reading}
      - {name: HUB, valueFrom: {secretKeyRef: {name: hub, key: k, optional: true}}}
      - {name: FINE, value: x}
      - {name: LD_PRELOAD, value: /tmp/x.so}
    volumes:
      - {name: ada, persistentVolumeClaim: {claimName: claim-ada}}
      - {name: data, persistentVolumeClaim: {claimName: data}}
    services:
      spark:
        resources: [{name: t, path: p}]
        return: {JUPYTERHUB_API_URL: metadata.name, SPARK: metadata.name}
sizes:
  - name: Large
    env: {PATH: /x, ALSO: fine}
`

describe('what authors of ConfigMaps may not have', () => {
  const reading = readProfiles(YAML, 'ConfigMap course')
  const { set, problems } = bound(reading, reach({ allowedClaims: ['*'] }))
  const [profile] = set.profiles

  it('is left out, also of sizes and of what services return; the rest counts', () => {
    assert.deepEqual(
      profile?.env.map(({ name }) => name),
      ['FINE'],
    )
    assert.deepEqual(
      profile?.volumes.map(({ name }) => name),
      ['data'],
    )
    assert.deepEqual(profile?.services.get('spark')?.return, { SPARK: 'metadata.name' })
    assert.deepEqual(set.sizes[0]?.env, [{ name: 'ALSO', value: 'fine' }])
  })
  it('an image is left out too, and the hub’s own stays', () => {
    assert.ok(reading.set.profiles[0]?.image)
    assert.ok(profile && !('image' in profile))
    const allowed = bound(reading, reach({ allowedImages: ['evil/image'] })).set.profiles[0]
    assert.deepEqual(allowed?.image, { name: 'evil/image:1' })
  })
  it('is said, after what the reading itself says, with its line and its place', () => {
    assert.deepEqual(
      problems.slice(reading.problems.length).map(({ level, where }) => [level, where]),
      [
        ['error', 'ConfigMap course:4 profiles[0].image'],
        ['error', 'ConfigMap course:7 profiles[0].env[1]'],
        ['error', 'ConfigMap course:9 profiles[0].env[3]'],
        ['error', 'ConfigMap course:11 profiles[0].volumes[0]'],
        ['error', 'ConfigMap course:14 profiles[0].services.spark.return.JUPYTERHUB_API_URL'],
        ['error', 'ConfigMap course:19 sizes[0].env.PATH'],
      ],
    )
    assert.equal(reading.problems.length, 1)
    assert.ok(problems.every(({ text }) => !text.includes('/tmp/x.so')))
    assert.match(
      problems[1]?.text ?? '',
      /so that this image is left out; if it is meant, write profiles: \{allowedImages: \[evil\/image:1\]\}$/,
    )
    assert.match(
      problems[2]?.text ?? '',
      /so that this variable is left out; if it is meant, write profiles: \{allowedSecrets: \[hub\]\}$/,
    )
    assert.match(problems[4]?.text ?? '', /this volume is left out/)
  })
  it('is left as it is where the values allow all of it', () => {
    const all = reach({
      allowedSecrets: ['hub'],
      allowedClaims: ['claim-ada', 'data'],
      allowedImages: ['*'],
      reservedEnv: [],
    })
    assert.deepEqual(bound(reading, all), reading)
  })
  it('of values that nobody knows is said as what it needs, and costs nothing', () => {
    const { refused } = sift(reading, reach())
    const needs = needsOf(refused, reach())
    assert.deepEqual([needs.length, new Set(needs.map(({ level }) => level))], [7, new Set(['warning'])])
    assert.match(
      needs[1]?.text ?? '',
      /in a ConfigMap this variable counts only with profiles: \{allowedSecrets: \[hub\]\}/,
    )
  })
  it('is said of very many once, and how many more there were', () => {
    const env = Array.from({ length: 3000 }, (_, n) => `LD_${n}: x`).join(', ')
    const many = bound(readProfiles(`profiles: [{env: {${env}}}]`, 'p.yaml'), reach())
    assert.deepEqual([many.set.profiles[0]?.env, many.problems.length], [[], 201])
    assert.match(many.problems.at(-1)?.text ?? '', /^2800 more of this kind/)
  })
})
