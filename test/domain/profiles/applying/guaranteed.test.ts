import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { applyProfiles } from '../../../../src/domain/profiles/applying/apply.ts'
import { guaranteedOf } from '../../../../src/domain/profiles/applying/guaranteed.ts'
import { profilesIn, spawned } from '../../../support/profiles.ts'

describe('what is guaranteed', () => {
  it('is the limit, else what is requested', () =>
    assert.deepEqual(
      guaranteedOf({ resources: { requests: { memory: '1Gi', cpu: '500m' }, limits: { memory: '2Gi' } } }),
      { amounts: { memory: '2Gi', cpu: '500m' }, missing: [] },
    ))
  it('takes CPU and memory; an amount of nothing is none', () =>
    assert.deepEqual(guaranteedOf({ resources: { requests: { memory: '1Gi', cpu: 0 } } }).missing, ['cpu']))

  const applied = (yaml: string) => {
    const { pod, problems, origins } = applyProfiles(spawned(), profilesIn(yaml), { user: 'ada', image: 'a' })
    return { container: pod.spec?.containers?.[0], problems, origins, pod }
  }
  it('reaches the pod, with what the hub told its server, and twice is once', () => {
    const yaml =
      'profiles:\n- {name: exam, guaranteed: true, resources: {requests: {cpu: 1}, limits: {cpu: 2, memory: 8Gi}}}'
    const { container, problems, pod } = applied(yaml)
    const amounts = { cpu: '2', memory: '8Gi' }
    assert.deepEqual([container?.resources, problems], [{ requests: amounts, limits: amounts }, []])
    const told = container?.env?.filter(({ name }) => name.startsWith('MEM')).map(({ value }) => value)
    assert.deepEqual(told, ['8589934592', '8589934592'])
    assert.deepEqual(applyProfiles(pod, profilesIn(yaml), { user: 'ada', image: 'a' }).pod, pod)
  })
  it('is said where it cannot be', () => {
    const { container, problems, origins } = applied('profiles:\n- {name: exam, guaranteed: true}')
    assert.deepEqual(container?.resources, { requests: { memory: '1Gi' }, limits: { memory: '1Gi' } })
    assert.match(problems[0]?.text ?? '', /nobody says how much cpu; write it in its resources/)
    assert.ok(origins.some(({ field, from }) => field.endsWith('limits[memory]') && from.includes('"exam"')))
  })
  it('the last who says anything of it is right', () => {
    const { container } = applied('profiles:\n- {name: a, guaranteed: true}\n- {name: b, guaranteed: false}')
    assert.deepEqual(container?.resources, spawned().spec.containers[0]?.resources)
  })
})
