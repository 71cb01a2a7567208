import { z } from 'zod'
import { referenceOf } from '../../images/reference.ts'
import type { GivenImage } from './profile.ts'

const SUCH = 'the name of an image, such as `quay.io/hub/exam:2026-10`'

/** The image that a profile gives. For which images it is, `images` says, a list. */
export const image = z
  .string({ error: `must be ${SUCH}; for which images a profile is, is the list \`images\`` })
  .refine((name) => referenceOf(name) !== undefined, `is not ${SUCH}`)
  .transform((name): GivenImage => ({ name }))
