import { controllerExamined } from '../../domain/doctor/controller.ts'
import { type Examined, examined } from '../../domain/doctor/finding.ts'
import { installAccess, neededAccess } from '../../domain/doctor/needed-access.ts'
import { examineAccess } from './access.ts'
import { readHolder } from './basics.ts'
import type { Visit } from './visit.ts'

/** What runs here and may do what; before an installation whether whoever asks may install. */
export async function examineRelease({ place, installed, found, program, nowMs }: Visit): Promise<readonly Examined[]> {
  const { release, state, hidden } = installed
  const { namespace } = place
  if (hidden !== undefined)
    return [
      examined('controller', {
        unchecked: [{ what: `whether a release is in ${namespace}, and runs`, because: hidden }],
      }),
    ]
  if (!release) return [await examineAccess(place, { at: 'oneself', namespace }, installAccess(namespace))]
  const { name, controller, account, lease, calendarStore, state: stateName } = release
  const needed = neededAccess(found.config, { namespace, state: stateName, lease, calendarStore })
  const [access, holder] = await Promise.all([
    examineAccess(place, { at: 'account', namespace, name: account }, needed),
    lease === undefined ? undefined : readHolder(place, lease),
  ])
  return [
    access,
    ...(found.config.profiles.enabled ? [PROFILES] : []),
    controllerExamined({
      controller: { ...controller, name, namespace },
      lease: holder,
      state: { name: stateName, isThere: state !== undefined, hasConfig: state?.config !== undefined },
      version: program,
      nowMs,
    }),
  ]
}

const PROFILES = examined('access', {
  unchecked: [
    {
      what: 'whether the ServiceAccount may do what profiles and their services need',
      because: 'that depends on what their templates make; the log says what was refused',
    },
  ],
})
