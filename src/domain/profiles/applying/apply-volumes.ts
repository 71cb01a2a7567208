import { given } from '../../given.ts'
import type { Merged } from '../merging/merge.ts'
import { containerOf, type PodManifest, type VolumeManifest, type VolumeMount } from '../pod/pod-manifest.ts'
import type { Trace } from '../pod/trace.ts'
import { type ClaimVolume, sayOrigin } from '../reading/profile.ts'
import { isSame } from '../same.ts'

/** The pod's volumes with those of the profiles, undefined when there are none, and the mounts for the user's container. */
export function applyVolumes(
  pod: PodManifest,
  merged: Merged,
  mountPath: string,
  trace: Trace,
): { readonly volumes?: readonly VolumeManifest[]; readonly mounts: readonly VolumeMount[] } {
  const volumes = [...(pod.spec?.volumes ?? [])]
  const mounted = [...(containerOf(pod)?.volumeMounts ?? [])]
  const mounts: VolumeMount[] = []
  for (const { value, origin } of merged.volumes) {
    const volume = { name: value.name, persistentVolumeClaim: value.persistentVolumeClaim }
    const mount = { name: value.name, mountPath: pathOf(value, mountPath) }
    const namesake = volumes.find(({ name }) => name === volume.name)
    const neighbour = mounted.find((one) => one.mountPath === mount.mountPath)
    if (namesake && !isSame(namesake, volume))
      trace.problem(sayOrigin(origin), `the pod has another volume \`${volume.name}\`; this one is left out, rename it`)
    else if (neighbour && !isSame(neighbour, mount))
      trace.problem(
        sayOrigin(origin),
        `\`${neighbour.name}\` is mounted at ${mount.mountPath} already; the volume \`${volume.name}\` is left out, give it another \`mountPath\``,
      )
    else {
      if (!namesake) volumes.push(volume)
      mounted.push(mount)
      mounts.push(mount)
      trace.gave(`spec.volumes[${volume.name}]`, { ...volume.persistentVolumeClaim, ...mount }, sayOrigin(origin))
    }
  }
  return { ...given({ volumes: volumes.length > 0 ? volumes : undefined }), mounts }
}

/** Absolute paths are kept, others begin at `base`. */
function pathOf({ name, mountPath = name }: ClaimVolume, base: string): string {
  const parts = (mountPath.startsWith('/') ? mountPath : `${base}/${mountPath}`).split('/')
  return `/${parts.filter((part) => part !== '' && part !== '.').join('/')}`
}
