/** On a user's pod that a profile gave another image: the one that the hub asked for. */
export const HUB_IMAGE_ANNOTATION = 'warmseats.io/hub-image'
