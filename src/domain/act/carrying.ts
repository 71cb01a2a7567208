import { given } from '../given.ts'
import type { PulledImage, Pulls } from '../images/pulls.ts'
import type { PlaceholderConfig } from '../settings/config.ts'

/** Of every container of a placeholder. */
export const RESTRICTED = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
}

/**
 * What a placeholder's pod has for the images that it brings: each in a container that ends at once, so that the placeholder runs
 * when they are on its node. They come one after another, as kubelets pull by default, and ask for nothing beside what the
 * placeholder holds. An image without a shell gets a program to end with, which a first container puts into a folder of the pod.
 */
export function carrying({ images, secrets: learned }: Pulls, placeholder: PlaceholderConfig): object {
  if (images.length === 0) return {}
  const secrets = [...new Set([...placeholder.pullSecrets, ...learned])].map((name) => ({ name }))
  const isAnyBare = images.some(({ isBare }) => isBare)
  return {
    ...given({
      imagePullSecrets: secrets.length > 0 ? secrets : undefined,
      volumes: isAnyBare ? [{ name: EXIT, emptyDir: {} }] : undefined,
    }),
    initContainers: [...(isAnyBare ? [exitFrom(placeholder.exitImage)] : []), ...images.map(container)],
  }
}

/** The volume, and where it is. */
const EXIT = 'exit'
const FOLDER = `/${EXIT}`

/** busybox does what its name says: here it is `true`. */
const exitFrom = (image: string): object => ({
  name: EXIT,
  image,
  command: ['/bin/cp', '/bin/busybox', `${FOLDER}/true`],
  volumeMounts: [{ name: EXIT, mountPath: FOLDER }],
  securityContext: RESTRICTED,
})

const container = ({ image, policy, isBare }: PulledImage, at: number): object => ({
  name: `image-${at + 1}`,
  image,
  ...given({
    imagePullPolicy: policy,
    volumeMounts: isBare ? [{ name: EXIT, mountPath: FOLDER, readOnly: true }] : undefined,
  }),
  command: isBare ? [`${FOLDER}/true`] : ['/bin/sh', '-c', 'exit 0'],
  securityContext: RESTRICTED,
})
