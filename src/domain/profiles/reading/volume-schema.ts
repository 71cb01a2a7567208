import { z } from 'zod'
import { given } from '../../given.ts'
import { exactly, flag, objectName, text } from './fields.ts'
import type { ClaimVolume } from './profile.ts'

const mountPath = z
  .string({ error: 'must be a path such as `/data` or `datasets`' })
  .refine((path) => !path.includes(':'), 'must not hold a colon')
  .refine((path) => !/^\/[/.]*$/.test(path), 'must not be `/`, which would hide all of the image')
  .refine((path) => !path.split('/').includes('..'), 'must not lead upwards (`..`); write an absolute path')

export const volume = exactly('`name`, `persistentVolumeClaim`, `mountPath`', {
  name: text('a name for the volume').refine((name) => volumeName(name) !== '', 'needs a letter or a digit'),
  persistentVolumeClaim: exactly('`claimName`', { claimName: objectName, readOnly: flag.exactOptional() }),
  mountPath: mountPath.exactOptional(),
}).transform(
  ({ mountPath: path, ...written }): ClaimVolume => ({
    ...written,
    name: volumeName(written.name),
    ...given({ mountPath: path || undefined }),
  }),
)

/** A volume's name in a pod is a DNS label: other characters become `-`. */
const volumeName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]/g, '-')
    .slice(0, 63)
    .replaceAll(/^-+|-+$/g, '')
