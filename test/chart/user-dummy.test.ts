import assert from 'node:assert/strict'
import { it, suite } from 'node:test'
import { load } from 'js-yaml'
import { DEFAULTS } from '../../src/config/schema.ts'
import { POOL_LABEL } from '../../src/domain/cluster/pod.ts'
import { USER_DUMMY_LABEL } from '../../src/domain/cluster/pod-kinds.ts'
import { type Labels, matchesLabels, parseSelector, selects } from '../../src/domain/scheduling/selector.ts'
import { USER_TOLERATIONS } from '../../src/domain/scheduling/taint.ts'
import { at, container, HELMS, podSpec, type Rendered, refusal, render, shownIn, skipWithoutHelm } from './helm.ts'

const SELECTED = { nodeSelector: { 'hub.jupyter.org/pool-name': 'user-pool' } }
const SEATED = { ...SELECTED, seat: { requests: { memory: 1073741824, cpu: 0.5 } } }
const values = (userDummy: object = {}, pools: object = { user: SEATED }) => ({
  nodePools: pools,
  userDummy: { enabled: true, ...userDummy },
})
const dummies = (objects: readonly Rendered[]) => objects.filter(({ metadata }) => /-user-dummy$/.test(metadata.name))
const labelsOf = (dummy: Rendered) => at(dummy, 'spec', 'template', 'metadata', 'labels') as Labels

const skip = await skipWithoutHelm()

for (const helm of HELMS)
  suite(`user-dummies, helm ${helm}`, { skip }, () => {
    it('are off by default', async () => {
      const { objects } = await render(helm, { values: { nodePools: { user: SEATED } } })
      assert.deepEqual(dummies(objects), [])
    })

    it('one Deployment a pool, or for the pools that are named; it has no pods', async () => {
      const pools = { user: SEATED, lab: SEATED, gpu: SEATED }
      const all = await render(helm, { values: values({}, pools) })
      const some = await render(helm, { values: values({ pools: ['lab'] }, pools) })
      const names = (objects: readonly Rendered[]) => dummies(objects).map(({ metadata }) => metadata.name)
      assert.deepEqual(names(all.objects), ['gpu-user-dummy', 'lab-user-dummy', 'user-user-dummy'])
      assert.deepEqual(names(some.objects), ['lab-user-dummy'])
      for (const dummy of dummies(all.objects)) assert.equal(at(dummy, 'spec', 'replicas'), 0)
    })

    it('they are users to the controller, and to nobody else', async () => {
      const { one } = await render(helm, { values: values() })
      const dummy = one('Deployment', 'user-user-dummy')
      const labels = labelsOf(dummy)
      assert.equal(labels[USER_DUMMY_LABEL], 'user')
      assert.deepEqual(at(dummy, 'spec', 'selector', 'matchLabels'), labels)
      for (const text of [DEFAULTS.userPods.labelSelector, DEFAULTS.placeholderPodLabelSelector]) {
        const selector = parseSelector(text)
        assert.ok(selector && !selects(selector, labels), text)
      }
      assert.ok(!matchesLabels(at(one('Service'), 'spec', 'selector') as Labels, labels), 'not behind our Service')
      const controller = one('Deployment', 'hub-warmseats')
      assert.ok(!matchesLabels(at(controller, 'spec', 'selector', 'matchLabels') as Labels, labels))
      assert.doesNotMatch(JSON.stringify(labels), /singleuser|jupyterhub|hub\.jupyter/)
      assert.equal(dummy.metadata.labels?.[POOL_LABEL], undefined, 'no Deployment of the controller')
    })

    it('they have the seat, the nodes, the tolerations and the affinity of users, and their priority', async () => {
      const toleration = { key: 'gpu', operator: 'Exists' }
      const { one } = await render(helm, { values: values({}, { user: { ...SEATED, tolerations: [toleration] } }) })
      const dummy = one('Deployment', 'user-user-dummy')
      assert.deepEqual(container(dummy, 'resources'), { requests: { cpu: '0.5', memory: '1073741824' } })
      assert.deepEqual(podSpec(dummy, 'nodeSelector'), SELECTED.nodeSelector)
      assert.deepEqual(podSpec(dummy, 'tolerations'), [...USER_TOLERATIONS, toleration])
      assert.match(JSON.stringify(podSpec(dummy, 'affinity')), /preferred.*node-purpose.*user/)
      assert.equal(podSpec(dummy, 'priorityClassName'), undefined)
      assert.equal(podSpec(dummy, 'schedulerName'), undefined)
    })

    it('they run as placeholders do', async () => {
      const user = async (placeholder: object | null) => {
        const { one } = await render(helm, { values: { ...values(), placeholder } })
        return podSpec(one('Deployment', 'user-user-dummy'), 'securityContext', 'runAsUser')
      }
      assert.deepEqual(
        [await user(null), await user({ runAsUser: 1_000_660_000 }), await user({ runAsUser: 'cluster' })],
        [65534, 1_000_660_000, undefined],
      )
    })

    it('what differs for users of this hub can be said', async () => {
      const given = {
        replicas: 2,
        resources: { requests: { memory: '3Gi' }, limits: { memory: '4Gi' } },
        priorityClassName: 'hub-default-priority',
        schedulerName: 'hub-user-scheduler',
        affinity: { nodeAffinity: {} },
        image: 'example.org/pause:1',
        labels: { team: 'a' },
        annotations: { 'karpenter.sh/do-not-disrupt': 'true' },
      }
      const dummy = (await render(helm, { values: values(given, { user: SELECTED }) })).one(
        'Deployment',
        'user-user-dummy',
      )
      assert.equal(at(dummy, 'spec', 'replicas'), 2)
      assert.deepEqual(container(dummy, 'resources'), given.resources)
      assert.deepEqual(
        ['priorityClassName', 'schedulerName', 'affinity'].map((key) => podSpec(dummy, key)),
        [given.priorityClassName, given.schedulerName, given.affinity],
      )
      assert.equal(container(dummy, 'image'), given.image)
      assert.equal(labelsOf(dummy).team, 'a')
      assert.deepEqual(at(dummy, 'spec', 'template', 'metadata', 'annotations'), given.annotations)
    })

    it('it names the config by which the controller decides', async () => {
      const { one } = await render(helm, { values: values() })
      const name = one('Deployment', 'user-user-dummy').metadata.annotations?.['warmseats.io/config'] ?? ''
      assert.ok(at(one('ConfigMap', name), 'data', 'config.yaml'))
    })

    it('a pool that does not say what a user requests is refused, with what to write', async () => {
      const said = await refusal(helm, { values: values({}, { user: SELECTED }) })
      assert.match(said, /nodePools\.user\.seat\.requests: is missing/)
      const { nodePools } = load(shownIn(said, 'nodePools')) as { nodePools: object }
      const shown = { user: { ...SELECTED, ...(nodePools as { user: object }).user } }
      assert.ok(await render(helm, { values: values({}, shown) }))
    })

    it('a pool that does not exist is refused', async () => {
      assert.match(
        await refusal(helm, { values: values({ pools: ['usr'] }) }),
        /userDummy\.pools: there is no pool `usr`; the pools are: user\./,
      )
    })
  })
