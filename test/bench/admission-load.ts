/** The pods that the bench asks about, and the profiles that they get: 200 of them, of which each user's pod matches a few. */
import { randomUUID } from 'node:crypto'
import { dump } from 'js-yaml'
import { spawned } from '../support/profiles.ts'

export const PROFILES = 200
/** What the floor's certificate is for. */
export const FLOOR_NAME = 'floor'
/** The hub's own variables beside; as many as zero-to-jupyterhub sets. */
const VARIABLES = 25

/** The YAML of a ConfigMap: one for everybody, and one for each of the other courses, whose users are ten. */
export const manyProfiles = (): string =>
  dump({
    profiles: Array.from({ length: PROFILES }, (_, index) => ({
      name: index === 0 ? 'everybody' : `course ${index}`,
      ...(index === 0 ? {} : { users: Array.from({ length: 10 }, (_, seat) => `user-${index + seat}`) }),
      env: { [`COURSE_${index}`]: `/data/course-${index}`, COURSE: `course-${index}` },
      resources: { requests: { memory: '1Gi', cpu: '250m' }, limits: { memory: `${2 + (index % 7)}Gi`, cpu: '2' } },
      node_tolerations: [{ key: 'course', operator: 'Equal', value: `course-${index}`, effect: 'NoSchedule' }],
    })),
    sizes: [{ name: 'Large', resources: { requests: { memory: '4Gi', cpu: '2' } } }],
  })

/** Questions as the API server asks them, one for each of the users. */
export function manyReviews(): readonly string[] {
  const env = Object.fromEntries(
    Array.from({ length: VARIABLES }, (_, index) => [`JUPYTERHUB_${index}`, `value-${index}`]),
  )
  return Array.from({ length: PROFILES }, (_, index) => {
    const annotations = index % 3 === 0 ? { 'warmseats.io/size': 'Large' } : {}
    const object = spawned({ user: `user-${index}`, annotations, env })
    const request = {
      uid: randomUUID(),
      kind: { group: '', version: 'v1', kind: 'Pod' },
      resource: { group: '', version: 'v1', resource: 'pods' },
      namespace: 'hub',
      operation: 'CREATE',
      userInfo: { username: 'system:serviceaccount:hub:hub', groups: ['system:authenticated'] },
      object,
      oldObject: null,
      dryRun: false,
    }
    return JSON.stringify({ apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request })
  })
}
