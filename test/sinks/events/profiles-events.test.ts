import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { profilesConfigMap } from '../../../src/domain/profiles/reading/config-map.ts'
import { profilesEvents } from '../../../src/sinks/events/profiles-events.ts'
import { eventServer, short } from './event-server.ts'

describe('on a ConfigMap with profiles', () => {
  it('what is wrong with it, once; nothing on one that is right', async () => {
    await using server = await eventServer()
    const tell = profilesEvents(server.options)
    const maps = [{}, { data: { 'jupyterhub-singleuser-profiles.yaml': 'profiles: []' } }].flatMap(
      (more, at) =>
        profilesConfigMap(
          { metadata: { name: `profiles-${at}`, namespace: 'hub', uid: `uid-${at}` }, ...more },
          'hub',
        ) ?? [],
    )
    await tell(maps)
    await tell(maps)
    assert.deepEqual(short(server), [
      {
        namespace: 'hub',
        name: 'profiles-0.7366daf439fcc213',
        told: 'Read ProfilesProblem Warning: data["jupyterhub-singleuser-profiles.yaml"]: is missing, so that it gives no profiles',
        regarding: { apiVersion: 'v1', kind: 'ConfigMap', name: 'profiles-0', namespace: 'hub', uid: 'uid-0' },
      },
    ])
  })
})
