import type { During } from '../../during.ts'
import type { ProfileSet } from '../reading/profile.ts'

/** The images that profiles give during events, for whomever they are: what their nodes are to have when they come. */
export const examImagesOf = ({
  profiles,
}: ProfileSet): readonly { readonly during: During; readonly image: string }[] =>
  profiles.flatMap(({ during, image }) => (during && image ? [{ during, image: image.name }] : []))
