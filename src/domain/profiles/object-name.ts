/** RFC 1123: names of ConfigMaps, Secrets, claims and nodes, and what stands before the slash of a key. */
export const SUBDOMAIN = '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*'

/** What the API server takes for a name of any kind; of some, such as Services, it asks for a label without `.`. */
export const OBJECT_NAME = new RegExp(`^(?=.{1,253}$)${SUBDOMAIN}$`)
