import assert from 'node:assert/strict'
import { it, suite } from 'node:test'
import { matchesLabels } from '../../../src/domain/scheduling/selector.ts'
import { at, container, HELMS, podSpec, refusal, render, skipWithoutHelm } from '../helm.ts'

const IMAGES = ['quay.io/hub/a:2', 'quay.io/hub/b@sha256:0123']
const pool = { nodeSelector: { 'hub.jupyter.org/pool-name': 'user-pool' } }
const values = (pullHook: object = {}) => ({
  nodePools: { user: pool, lab: pool },
  pullHook: { enabled: true, images: IMAGES, ...pullHook },
})
const hookOf = (annotations: Readonly<Record<string, string>> = {}) => annotations['helm.sh/hook']
const policiesOf = (annotations: Readonly<Record<string, string>> = {}) =>
  annotations['helm.sh/hook-delete-policy']?.split(',') ?? []

const skip = await skipWithoutHelm()

for (const helm of HELMS)
  suite(`the hook that pulls, helm ${helm}`, { skip }, () => {
    it('is off by default', async () => {
      const { objects } = await render(helm)
      assert.deepEqual(
        objects.filter(({ metadata }) => /-pull$/.test(metadata.name)),
        [],
      )
    })

    it('runs before upgrades and after an installation, never before an uninstall', async () => {
      const { objects } = await render(helm, { values: values() })
      const ours = objects.filter(({ metadata }) => /-pull$/.test(metadata.name))
      assert.deepEqual(ours.map(({ kind }) => kind).toSorted(), [
        'ClusterRole',
        'ClusterRoleBinding',
        'Job',
        'Role',
        'RoleBinding',
        'ServiceAccount',
      ])
      for (const { metadata } of ours) assert.equal(hookOf(metadata.annotations), 'pre-upgrade,post-install')
    })

    it('has its rights only while it runs', async () => {
      const { objects } = await render(helm, { values: values() })
      for (const { kind, metadata } of objects.filter(({ metadata: { name } }) => /-pull$/.test(name))) {
        const policies = policiesOf(metadata.annotations)
        assert.ok(policies.includes('hook-succeeded') && policies.includes('before-hook-creation'), kind)
        assert.equal(
          policies.includes('hook-failed'),
          kind !== 'Job',
          `${kind}: the Job that failed stays, for its log`,
        )
      }
    })

    it('says what is to be pulled, and ends before its deadline', async () => {
      const { one } = await render(helm, {
        values: values({ pools: ['user'], secrets: ['key'], timeout: '10m', parallel: 9 }),
      })
      const job = one('Job', 'hub-warmseats-pull')
      assert.deepEqual(container(job, 'args'), [
        'pull',
        `--images=${IMAGES.join(',')}`,
        '--pool=user',
        '--secret=key',
        '--timeout=600s',
        '--parallel=9',
        '--bring-for=24h',
        '--best-effort',
        '--namespace=jhub',
      ])
      assert.equal(at(job, 'spec', 'activeDeadlineSeconds'), 720)
      assert.equal(podSpec(job, 'serviceAccountName'), 'hub-warmseats-pull')
      assert.equal(container(job, 'image'), container(one('Deployment'), 'image'))
      const labels = at(job, 'spec', 'template', 'metadata', 'labels') as Record<string, string>
      const selector = at(one('Deployment'), 'spec', 'selector', 'matchLabels') as Record<string, string>
      assert.equal(matchesLabels(selector, labels), false)
    })

    it('stops an upgrade only where that is asked', async () => {
      const { one } = await render(helm, { values: values({ required: true, timeout: 90 }) })
      const args = container(one('Job', 'hub-warmseats-pull'), 'args') as readonly string[]
      assert.ok(!args.includes('--best-effort') && args.includes('--timeout=90s'), args.join(' '))
    })

    it('may announce to the placeholders of its pools alone', async () => {
      const { one } = await render(helm, { values: values() })
      const rules = at(one('Role', 'hub-warmseats-pull'), 'rules') as readonly {
        readonly verbs: readonly string[]
        readonly resourceNames?: readonly string[]
      }[]
      const patch = rules.find(({ verbs }) => verbs.includes('patch'))
      assert.deepEqual(patch?.resourceNames, ['lab-placeholder', 'user-placeholder'])
    })

    it('refuses to be without images, or without time', async () => {
      assert.match(
        await refusal(helm, { values: values({ images: [] }) }),
        /pullHook\.images: is empty: name the images/,
      )
      assert.match(
        await refusal(helm, { values: values({ timeout: '30s' }) }),
        /pullHook\.timeout: 30s is less than a minute/,
      )
    })
  })
