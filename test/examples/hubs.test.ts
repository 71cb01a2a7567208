/** Each pair of examples/hubs: what the hub's values say, ours say too, and no more is mounted than is made. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { load } from 'js-yaml'
import { loadConfig } from '../../src/config/load.ts'
import { MINUTE_MS, SECOND_MS } from '../../src/domain/duration.ts'
import { parseQuantity } from '../../src/domain/scheduling/quantity.ts'
import { CLOUDS, HUB_VERSION, type Hub, type HubManifest, hubOn } from '../support/hubs/examples.ts'
import { bytesOf, userPodOf } from '../support/hubs/kubespawner.ts'
import { refusedByHub } from './hub-keys.ts'

/** A boot is taken to need 10 minutes until some were seen; doctor asks for half as much again. */
const PATIENCE_MS = 15 * MINUTE_MS

/** Brought by the cloud's own operator. */
const BROUGHT = ['ocs-storagecluster-cephfs']

const ofKind = ({ manifests }: Hub, kind: string) => manifests.filter((manifest) => manifest.kind === kind)
const named = (manifests: readonly HubManifest[]) => manifests.map(({ metadata }) => metadata.name).toSorted()

it('four clouds have an example', () => assert.deepEqual(CLOUDS, ['aks', 'eks', 'gke', 'openshift']))

for (const cloud of CLOUDS)
  describe(`examples/hubs/${cloud}`, () => {
    const hub = hubOn(cloud)
    const { jupyterhub, warmseats } = hub
    const { singleuser, scheduling } = jupyterhub
    const { user } = warmseats.nodePools
    assert.ok(user)

    it('ours are a config without a warning', () => {
      const loaded = loadConfig(hub.warmseatsText)
      assert.deepEqual(loaded.at === 'good' ? loaded.warnings : loaded.errors, [])
    })

    it("the hub's are keys and values that its chart takes", () => {
      assert.deepEqual(refusedByHub(jupyterhub), [])
      assert.match(hub.jupyterhubText, new RegExp(`--version ${HUB_VERSION.replaceAll('.', '\\.')} `))
    })

    it('users go where placeholders are, and request a seat of theirs', () => {
      assert.deepEqual(singleuser.nodeSelector, user.nodeSelector)
      assert.equal(scheduling.userPods.nodeAffinity.matchNodePurpose, 'require')
      const { requests } = user.seat
      assert.deepEqual(
        [parseQuantity(requests.memory), requests.cpu],
        [bytesOf(singleuser.memory.guarantee), singleuser.cpu.guarantee],
      )
    })

    it('placeholders bring every image of a user’s pod, and nobody else need', () => {
      const { containers, initContainers = [] } = userPodOf(jupyterhub, 'ada').spec
      const images = [...containers, ...initContainers].map(({ image }) => image)
      assert.deepEqual(warmseats.userImages, images)
      assert.equal(jupyterhub.prePuller.continuous.enabled, false)
    })

    it('room is held once, and users are packed', () => {
      assert.equal(scheduling.userPlaceholder.enabled, false)
      assert.equal(scheduling.userScheduler.enabled, true)
    })

    it('a rehearsal’s pods are placed and weighed as users are', () => {
      const { schedulerName, priorityClassName } = userPodOf(jupyterhub, 'ada').spec
      assert.deepEqual(
        [warmseats.userDummy.schedulerName, warmseats.userDummy.priorityClassName],
        [schedulerName, priorityClassName],
      )
    })

    it('the hub waits longer than a boot', () => assert.ok(singleuser.startTimeout * SECOND_MS >= PATIENCE_MS))

    it('every claim that is mounted is made, by a class that is there', () => {
      const { storage } = singleuser
      const claims = Object.values(storage.extraVolumes).map((volume) => volume.persistentVolumeClaim.claimName)
      const homes = storage.type === 'static' ? [storage.static.pvcName] : []
      const made = ofKind(hub, 'PersistentVolumeClaim')
      assert.deepEqual(named(made), [...claims, ...homes].toSorted())
      const wanted = [
        jupyterhub.hub.db.pvc.storageClassName,
        ...(storage.type === 'dynamic' ? [storage.dynamic.storageClass] : []),
        ...made.map((claim) => claim.spec?.storageClassName),
      ].filter((name) => !BROUGHT.includes(String(name)))
      assert.deepEqual([...new Set(wanted)].toSorted(), named(ofKind(hub, 'StorageClass')))
      for (const claim of made) assert.deepEqual(claim.spec?.accessModes, ['ReadWriteMany'])
    })

    it('what is provisioned outlives its claim', () => {
      for (const one of ofKind(hub, 'StorageClass')) assert.equal(one.reclaimPolicy, 'Retain', one.metadata.name)
    })
  })

describe('what the chart of the hub refuses', () => {
  for (const [what, yaml, refused] of [
    ['a key that it does not know', 'singleuser: {startTimout: 900}', /^singleuser.startTimout: is not among/],
    ['a CPU that is a text', 'singleuser: {cpu: {guarantee: "0.2"}}', /^singleuser.cpu.guarantee: "0.2" is no number/],
    ['a purpose that is none', 'scheduling: {userPods: {nodeAffinity: {matchNodePurpose: must}}}', /none of ignore, /],
    ['a section that is a text', 'cull: yes please', /^cull: "yes please" is no mapping/],
  ] as const)
    it(what, () => assert.match(refusedByHub(load(yaml)).join('\n'), refused))
})
