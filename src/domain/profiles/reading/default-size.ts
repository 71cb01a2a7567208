/** The name of the size that the matching profiles themselves give. */
export const DEFAULT_SIZE = 'Default'

/** What a form sends where nobody chose; `None` is the predecessor's word. */
export const isDefaultSize = (name: string | undefined): boolean =>
  name === undefined || ['', DEFAULT_SIZE.toLowerCase(), 'none'].includes(name.trim().toLowerCase())
